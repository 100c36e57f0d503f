// Loaded before a measured process: tells its peak memory and processor time through file descriptor 3 at its end.
import { readFileSync, writeSync } from 'node:fs';

/** Bytes. VmHWM, not `resourceUsage().maxRSS`: the latter also counts what the parent held when it forked. */
function peak() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeSync(3, JSON.stringify({ peak: peak(), cpu: (user + system) / 1000 }));
});
