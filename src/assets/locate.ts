import type { Identity } from '#src/core/asset.ts';
import type { Located, LocateContext } from '#src/core/collector.ts';
import { Unknown } from '#src/core/unknown.ts';
import { parseArn } from '#src/domain/aws/arn.ts';

/** What a lookup says about an asset that something names: a lookup that failed says neither that it is there nor that it is not. */
export function whereFound(found: unknown, located: Identity): Located {
  if (found === undefined) return 'missing';
  return found instanceof Unknown ? found : located;
}

/** Where an ARN says that its asset is; unknown when that account is outside the scan. `global` stands for no region. */
export function locateByArn(
  id: string,
  { scope }: Pick<LocateContext, 'scope'>,
  name: (resource: string) => string,
): Identity | Unknown {
  const arn = parseArn(id);
  if (!arn) return new Unknown('invalid-document', `"${id}" is not an ARN`);
  if (!scope.accounts.includes(arn.account)) {
    return new Unknown('other-account', `${id} belongs to account ${arn.account}, which is not in this scan`);
  }
  return { id, name: name(arn.resource), account: arn.account, region: arn.region === '' ? 'global' : arn.region };
}
