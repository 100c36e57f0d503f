import { both, either, select, some } from '../../core/three-valued.ts';
import { Unknown, UnknownRead } from '../../core/unknown.ts';
import { type ParsedPolicy, statementLabel } from '../policy/document.ts';
import { publicStatements } from './policy.ts';

export interface Grant {
  readonly grantee: string;
  readonly group: boolean;
  readonly permission: string;
}

/**
 * The two settings of Block Public Access that work on what is there. `BlockPublicAcls` and `BlockPublicPolicy` only
 * refuse new ACLs and policies: what was public before stays public.
 */
export interface EffectiveBlock {
  readonly ignorePublicAcls: boolean;
  readonly restrictPublicBuckets: boolean;
}

/** What decides, besides the policy. Each may be guarded: reading it may throw `UnknownRead`. */
export interface BucketAccess {
  readonly acl: { readonly grants: readonly Grant[] };
  /** `BucketOwnerEnforced` switches ACLs off. */
  readonly ownership?: string;
  readonly publicAccessBlock?: EffectiveBlock;
  readonly accountPublicAccessBlock?: EffectiveBlock;
}

export interface PublicAccess {
  /** One phrase for each way in that is open for certain. */
  readonly ways: readonly string[];
  /** Set when another way could not be told. */
  readonly pending: UnknownRead | undefined;
}

const groups: Readonly<Record<string, string>> = {
  AllUsers: 'everyone',
  AuthenticatedUsers: 'everyone with an AWS account',
};

/** In which ways the public can reach a bucket, after all that switches such grants off. */
export function publicAccess(bucket: BucketAccess, policy: () => ParsedPolicy | undefined): PublicAccess {
  const grants = (): readonly Grant[] => bucket.acl.grants.filter((grant) => audience(grant) !== undefined);
  const ways = [
    {
      isOpen: () =>
        both(
          () => grants().length > 0,
          () =>
            !either(
              () => bucket.ownership === 'BucketOwnerEnforced',
              () => isBlocked(bucket, 'ignorePublicAcls'),
            ),
        ),
      say: () => grants().map((grant) => `its ACL gives ${audience(grant)} ${grant.permission}`),
    },
    {
      isOpen: () =>
        both(
          () => !isBlocked(bucket, 'restrictPublicBuckets'),
          () => isOpenByPolicy(policy()),
        ),
      say: () => {
        const found = policy();
        if (found === undefined) return [];
        return publicStatements(found).open.map(
          (statement) => `${statementLabel(statement)} of its policy allows everyone`,
        );
      },
    },
  ];
  const { matching, pending } = select(ways, ({ isOpen }) => isOpen());
  return { ways: matching.flatMap(({ say }) => say()), pending };
}

function isBlocked(bucket: BucketAccess, setting: keyof EffectiveBlock): boolean {
  return some(
    [() => bucket.publicAccessBlock, () => bucket.accountPublicAccessBlock],
    (block) => block()?.[setting] ?? false,
  );
}

function isOpenByPolicy(policy: ParsedPolicy | undefined): boolean {
  if (policy === undefined) return false;
  const { open, undecided } = publicStatements(policy);
  if (open.length > 0) return true;
  const [first] = undecided;
  if (first === undefined) return false;
  const why = `it cannot be told whether ${statementLabel(first)} allows everyone`;
  throw new UnknownRead('bucket.policy', new Unknown('invalid-document', why));
}

/** The group's name is the last part of its URI, which differs between partitions. */
function audience({ group, grantee }: Grant): string | undefined {
  return group ? groups[/\/groups\/global\/(\w+)$/.exec(grantee)?.[1] ?? ''] : undefined;
}
