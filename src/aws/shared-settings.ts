import { UserError } from '#src/core/user-error.ts';

/**
 * What the environment, or else the profile that `AWS_PROFILE` names, says of the way to AWS.
 * https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */
export interface SharedSettings {
  /** Where S3 is instead of at AWS: an emulator, or an endpoint in a VPC. */
  readonly s3Endpoint: string | undefined;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  /** A file of authorities to trust; the SDK does not read this one. */
  readonly caBundle: string | undefined;
  /** How often a call is tried. */
  readonly maxAttempts: number | undefined;
}

/** @throws UserError when one is not what it may be: the SDK would pass over it in silence */
export async function readSharedSettings(): Promise<SharedSettings> {
  const [s3Endpoint, useFipsEndpoint, useDualstackEndpoint, caBundle, attempts] = await Promise.all([
    endpointOf('S3'),
    flag('use_fips_endpoint'),
    flag('use_dualstack_endpoint'),
    text('ca_bundle'),
    text('max_attempts'),
  ]);
  const maxAttempts = Number(attempts);
  const isUsable = Number.isInteger(maxAttempts) && maxAttempts > 0;
  return {
    s3Endpoint,
    useFipsEndpoint,
    useDualstackEndpoint,
    caBundle,
    maxAttempts: isUsable ? maxAttempts : undefined,
  };
}

async function endpointOf(serviceId: string): Promise<string | undefined> {
  const { resolveEndpointConfig } = await import('@smithy/core/endpoints');
  // Its type asks for a whole client; it looks at nothing but the name.
  const resolve = resolveEndpointConfig as unknown as (input: { serviceId: string }) => {
    serviceConfiguredEndpoint: () => Promise<string | undefined>;
  };
  return await resolve({ serviceId }).serviceConfiguredEndpoint();
}

/** A setting by its name in a profile; in the environment it has the same in capitals. */
async function text(name: string): Promise<string | undefined> {
  const { loadConfig } = await import('@smithy/core/config');
  const read = loadConfig({
    environmentVariableSelector: (environment) => environment[variableOf(name)] || undefined,
    configFileSelector: (profile) => profile[name],
    default: '',
  });
  return (await read()) || undefined;
}

const variableOf = (name: string): string => `AWS_${name.toUpperCase()}`;

async function flag(name: string): Promise<boolean> {
  const value = (await text(name)) ?? 'false';
  if (value === 'true' || value === 'false') return value === 'true';
  throw new UserError(
    'AWS_SETTING_INVALID',
    `${variableOf(name)}, or ${name} of the profile, is "${value}"`,
    'It is true or false, in small letters.',
  );
}
