import { z } from 'zod';
import { type CollectContext, defineCollector } from '#src/core/collector.ts';
import { defineOperation, definePagedOperation } from '#src/core/operation.ts';
import { Unknown } from '#src/core/unknown.ts';
import { resourceName } from '#src/domain/aws/arn.ts';
import { locateByArn, whereFound } from '../locate.ts';
import { role } from './model.ts';

const getRole = defineOperation({
  service: 'iam',
  name: 'GetRole',
  notSet: ['NoSuchEntity', 'NoSuchEntityException'],
  output: z.object({
    Role: z.object({
      AssumeRolePolicyDocument: z.string(),
      PermissionsBoundary: z.object({ PermissionsBoundaryArn: z.string() }).optional(),
    }),
  }),
});

const listRolePolicies = definePagedOperation({
  service: 'iam',
  name: 'ListRolePolicies',
  item: z.string(),
  pages: { items: 'PolicyNames', nextToken: 'Marker', token: 'Marker' },
});

const getRolePolicy = defineOperation({
  service: 'iam',
  name: 'GetRolePolicy',
  output: z.object({ PolicyDocument: z.string() }),
});

const getPolicy = defineOperation({
  service: 'iam',
  name: 'GetPolicy',
  output: z.object({ Policy: z.object({ DefaultVersionId: z.string() }) }),
});

const getPolicyVersion = defineOperation({
  service: 'iam',
  name: 'GetPolicyVersion',
  output: z.object({ PolicyVersion: z.object({ Document: z.string() }) }),
});

const attached = z.object({ PolicyName: z.string(), PolicyArn: z.string() });

const listAttachedRolePolicies = definePagedOperation({
  service: 'iam',
  name: 'ListAttachedRolePolicies',
  item: attached,
  pages: { items: 'AttachedPolicies', nextToken: 'Marker', token: 'Marker' },
});

interface NamedPolicy {
  name: string;
  document: string;
}

/** IAM answers documents in URL encoding. */
function decode(document: string): string {
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
}

async function managedPolicy(arn: string, { observe }: CollectContext): Promise<NamedPolicy | Unknown> {
  const policy = await observe(getPolicy, { PolicyArn: arn });
  if (policy === undefined || policy instanceof Unknown) return policy ?? gone(arn);
  const version = await observe(getPolicyVersion, { PolicyArn: arn, VersionId: policy.Policy.DefaultVersionId });
  if (version === undefined || version instanceof Unknown) return version ?? gone(arn);
  return { name: resourceName(arn), document: decode(version.PolicyVersion.Document) };
}

const gone = (name: string): Unknown => new Unknown('call-failed', `policy ${name} vanished while it was read`);

export const collectRole = defineCollector({
  kind: role,
  locate: {
    operations: [getRole],
    async find(id, context) {
      const located = locateByArn(id, context, (resource) => resource.slice(resource.lastIndexOf('/') + 1));
      if (located instanceof Unknown) return located;
      // Roles have no region, and their facts are asked for where this is: the answer is shared.
      const site = { account: located.account, region: context.scope.defaultRegion };
      const found = await context.observe(getRole, { RoleName: located.name }, site);
      return whereFound(found, located);
    },
  },
  facts: {
    trust: {
      operations: [getRole],
      async collect({ self, observe }) {
        const found = await observe(getRole, { RoleName: self.name });
        return found === undefined || found instanceof Unknown ? found : decode(found.Role.AssumeRolePolicyDocument);
      },
    },
    inlinePolicies: {
      operations: [listRolePolicies, getRolePolicy],
      async collect({ self, observe, observeAll }) {
        const names = await observeAll(listRolePolicies, { RoleName: self.name }, (item) => item);
        const read = async (name: string | Unknown): Promise<NamedPolicy | Unknown> => {
          if (name instanceof Unknown) return name;
          const policy = await observe(getRolePolicy, { RoleName: self.name, PolicyName: name });
          if (policy === undefined || policy instanceof Unknown) return policy ?? gone(name);
          return { name, document: decode(policy.PolicyDocument) };
        };
        return (await Promise.all(names.map(read))) as NamedPolicy[];
      },
    },
    attachedPolicies: {
      operations: [listAttachedRolePolicies, getPolicy, getPolicyVersion],
      async collect(context) {
        const found = await context.observeAll(
          listAttachedRolePolicies,
          { RoleName: context.self.name },
          (item) => item.PolicyArn,
        );
        const read = async (arn: string | Unknown) => (arn instanceof Unknown ? arn : managedPolicy(arn, context));
        return (await Promise.all(found.map(read))) as NamedPolicy[];
      },
    },
    boundary: {
      operations: [getRole, getPolicy, getPolicyVersion],
      async collect(context) {
        const found = await context.observe(getRole, { RoleName: context.self.name });
        if (found === undefined || found instanceof Unknown) return found;
        const arn = found.Role.PermissionsBoundary?.PermissionsBoundaryArn;
        return arn === undefined ? undefined : managedPolicy(arn, context);
      },
    },
  },
});
