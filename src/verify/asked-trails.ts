import { parseArn, resourceName } from '#src/domain/aws/arn.ts';

/** Whether a trail is one of those that were asked for, by name or ARN; without any, each is. */
export function acceptsOf(
  trails: readonly string[] | undefined,
): (name: string, homeRegion: string, arn: string | undefined) => boolean {
  if (trails === undefined || trails.length === 0) {
    return () => true;
  }
  const asked = trails.map((trail) => {
    const arn = parseArn(trail);
    return { text: trail, region: arn?.region, name: arn === undefined ? trail : resourceName(trail) };
  });
  return (name, homeRegion, arn) =>
    asked.some(
      (trail) =>
        trail.name === name &&
        (trail.region === undefined || ((arn === undefined || arn === trail.text) && trail.region === homeRegion)),
    );
}
