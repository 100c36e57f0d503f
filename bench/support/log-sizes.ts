/**
 * Sizes of log files, in bytes of content, as they are published: 1.7 million files of an organisation, 9.6 GB in all,
 * 3.1 GB compressed, many small ones and few large. That is 5.6 kB a file, here with a logarithmic normal distribution:
 * half are shorter than 3 kB, one of a hundred is longer than 50 kB.
 * https://chariotsolutions.com/blog/post/rightsizing-data-for-athena/
 *
 * AWS, too, says that most have less than 128 kB.
 * https://aws.amazon.com/blogs/storage/optimizing-storage-costs-and-query-performance-by-compacting-small-objects/
 */
export function publishedSizes(count: number): readonly number[] {
  const median = PUBLISHED_MEAN / Math.exp(SPREAD ** 2 / 2);
  return Array.from({ length: count }, (_, index) => Math.round(median * Math.exp(SPREAD * normal(index, count))));
}

const PUBLISHED_MEAN = 9.6e9 / 1.7e6;
const SPREAD = 1.2;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The same numbers at each run, spread as normal ones are (Box and Muller). */
function normal(index: number, count: number): number {
  return Math.sqrt(-2 * Math.log((index + 0.5) / count)) * Math.cos(2 * Math.PI * ((index * GOLDEN) % 1));
}
