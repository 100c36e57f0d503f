import type { SegmentState } from '#src/domain/digest/timeline.ts';
import { escapeHtml } from '#src/report/html/escape.ts';
import type { ChainSummary } from '../result.ts';
import { showSpan, showTime } from './rows.ts';

/** Words and patterns beside the colours: the picture says the same in grey. */
export const states: Readonly<
  Record<SegmentState, { readonly label: string; readonly color: string; readonly pattern: string }>
> = {
  whole: { label: 'whole', color: '#2e7d32', pattern: '' },
  broken: { label: 'broken', color: '#b71c1c', pattern: 'M0 0L8 8M8 0L0 8' },
  missing: { label: 'missing', color: '#d84315', pattern: 'M0 8L8 0' },
  gap: { label: 'gap, unexplained', color: '#8e24aa', pattern: 'M0 4H8' },
  explained: { label: 'gap, explained', color: '#78909c', pattern: 'M4 0V8' },
  incomplete: { label: 'could not be checked', color: '#f9a825', pattern: 'M0 0L8 8' },
  pending: { label: 'not due yet', color: '#cfd8dc', pattern: '' },
};

const width = 960;
const nameWidth = 260;
const rowHeight = 26;

/** One bar per chain over one axis of time, where evidence is whole, broken or absent. */
export function renderTimeline(chains: readonly ChainSummary[]): string {
  const drawn = chains.filter(({ from, to }) => from !== undefined && to !== undefined && to > from);
  const start = Math.min(...drawn.map(({ from }) => from ?? 0));
  const end = Math.max(...drawn.map(({ to }) => to ?? 0));
  if (drawn.length === 0 || end <= start) {
    return '';
  }
  const x = (time: number): number =>
    Math.round((nameWidth + ((time - start) / (end - start)) * (width - nameWidth)) * 100) / 100;
  const height = drawn.length * rowHeight + 34;
  const rows = drawn.map((chain, index) => {
    const top = index * rowHeight + 24;
    const name = `${chain.account} ${chain.region} ${chain.trail}`;
    const bars = chain.segments.map((segment) => {
      const left = x(segment.from);
      // A minute in a year is still to be seen.
      const wide = Math.max(segment.state === 'whole' ? 0.5 : 2, x(segment.to) - left);
      const title = `${states[segment.state].label}: ${showSpan(segment.from, segment.to)}`;
      const at = `x="${left}" y="${top}" width="${wide}" height="16"`;
      const hatch = states[segment.state].pattern === '' ? '' : `<rect ${at} fill="url(#h-${segment.state})"/>`;
      return `<g><title>${escapeHtml(title)}</title><rect ${at} fill="${states[segment.state].color}"/>${hatch}</g>`;
    });
    const label = name.length > 36 ? `${name.slice(0, 35)}…` : name;
    return `<text x="0" y="${top + 12}"><title>${escapeHtml(name)}</title>${escapeHtml(label)}</text>${bars.join('')}`;
  });
  const ticks = Array.from({ length: 5 }, (_, index) => {
    const time = start + ((end - start) * index) / 4;
    const anchor = index === 0 ? 'start' : index === 4 ? 'end' : 'middle';
    return `<text x="${x(time)}" y="12" text-anchor="${anchor}">${showTime(time).slice(0, 16)}</text><line x1="${x(time)}" x2="${x(time)}" y1="18" y2="${height}" stroke="#8884"/>`;
  });
  const patterns = Object.entries(states)
    .filter(([, { pattern }]) => pattern !== '')
    .map(
      ([name, { pattern }]) =>
        `<pattern id="h-${name}" width="8" height="8" patternUnits="userSpaceOnUse"><path d="${pattern}" stroke="#fff" stroke-width="1.2" fill="none"/></pattern>`,
    );
  return `<svg role="img" aria-label="Timeline of the log chains" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg"><defs>${patterns.join('')}</defs>${ticks.join('')}${rows.join('')}</svg>`;
}
