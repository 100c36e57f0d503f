import type { Writable } from 'node:stream';

import { STANDARD_OUTPUT, writeFault } from './write-fault.ts';
import type { ReportSink } from './write-file.ts';

/**
 * Standard output as the place of a report. A reader that goes away (`surety scan | head`) is not an error: the rest
 * is dropped, and `closed` tells the scan that it may stop. The stream itself is left open.
 */
export function streamSink(stream: Writable, name = STANDARD_OUTPUT): ReportSink {
  let closed = false;
  let fault: unknown;
  const onError = (error: Error): void => {
    if ('code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED')) {
      closed = true;
      return;
    }
    fault = writeFault(error, name);
  };
  // Without a listener an error of the stream would end the process with a stack trace. It stays on after `commit`,
  // since an error may be told later than the write that caused it.
  stream.on('error', onError);
  const write = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      if (closed || text === '') {
        resolve();
        return;
      }
      stream.write(text, (error) => {
        if (error !== null && error !== undefined) {
          onError(error);
        }
        if (fault === undefined) {
          resolve();
        } else {
          reject(fault);
        }
      });
    });
  return {
    get closed() {
      return closed;
    },
    write,
    commit: () => Promise.resolve(),
    abort: () => Promise.resolve(),
  };
}
