import type { Answer, Call } from '../call.ts';
import type { Context, Handler } from '../context.ts';
import { xmlAnswer } from '../errors.ts';
import { DEFAULT_ON_REGIONS, OPT_IN_REGIONS } from '../regions.ts';
import { enabledRegions } from '../state.ts';
import { wire } from '../wire.ts';

type OptIn = 'opt-in-not-required' | 'opted-in' | 'not-opted-in';

interface RegionRow {
  readonly name: string;
  readonly status: OptIn;
}

/** Enabled regions first, then those of the partition that the account does not have. */
function rows(call: Call, context: Context): readonly RegionRow[] {
  const enabled = enabledRegions(context.state, call.account);
  const isDefault = (name: string): boolean => (DEFAULT_ON_REGIONS as readonly string[]).includes(name);
  const optedIn = (name: string): boolean => (OPT_IN_REGIONS as readonly string[]).includes(name) || !isDefault(name);
  const others = [...DEFAULT_ON_REGIONS, ...OPT_IN_REGIONS].filter((name) => !enabled.includes(name));
  return [
    ...enabled.map((name) => ({ name, status: optedIn(name) ? 'opted-in' : 'opt-in-not-required' }) as const),
    ...others.map((name) => ({ name, status: 'not-opted-in' }) as const),
  ];
}

/** Values of a list in an EC2 form: `RegionName.1`, `RegionName.2`, ... */
function listed(call: Call, name: string): unknown[] {
  return Object.entries(call.params).filter(([key]) => key.startsWith(`${name}.`)).map(([, value]) => value); // prettier-ignore
}

/** `Filter.1.Name=opt-in-status`, `Filter.1.Value.1=opted-in` */
function statusFilter(call: Call): unknown[] | undefined {
  const entries = Object.entries(call.params);
  const index = entries
    .find(([key, value]) => /^Filter\.\d+\.Name$/.test(key) && value === 'opt-in-status')?.[0]
    .split('.')[1];
  return index === undefined ? undefined : listed(call, `Filter.${index}.Value`);
}

function describeRegions(call: Call, context: Context): Answer {
  const names = listed(call, 'RegionName');
  const statuses = statusFilter(call);
  const all = call.params['AllRegions'] === 'true';
  const shown = rows(call, context).filter(
    ({ name, status }) =>
      (all || status !== 'not-opted-in') &&
      (names.length === 0 || names.includes(name)) &&
      (statuses === undefined || statuses.includes(status)),
  );
  const items = shown.map(
    ({ name, status }) =>
      `<item><regionName>${name}</regionName><regionEndpoint>ec2.${name}.amazonaws.com</regionEndpoint><optInStatus>${status}</optInStatus></item>`,
  );
  return xmlAnswer(
    `<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>lab</requestId><regionInfo>${items.join('')}</regionInfo></DescribeRegionsResponse>`,
  );
}

const ACCOUNT_STATUS = {
  'opt-in-not-required': 'ENABLED_BY_DEFAULT',
  'opted-in': 'ENABLED',
  'not-opted-in': 'DISABLED',
} as const satisfies Record<OptIn, string>;

const restJson = (value: unknown): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

export const ec2: Handler = (call, context) =>
  call.operation === 'DescribeRegions' ? describeRegions(call, context) : undefined;

export const account: Handler = (call, context) => {
  const known = rows(call, context).map(({ name, status }) => ({
    RegionName: name,
    RegionOptStatus: ACCOUNT_STATUS[status],
  }));
  if (call.operation === 'ListRegions') {
    const wanted = wire<string[] | undefined>(call.params['RegionOptStatusContains']);
    return restJson({ Regions: known.filter((row) => wanted === undefined || wanted.includes(row.RegionOptStatus)) });
  }
  if (call.operation === 'GetRegionOptStatus') {
    const name = call.params['RegionName'];
    return restJson(known.find((row) => row.RegionName === name) ?? { RegionName: name, RegionOptStatus: 'DISABLED' });
  }
  return undefined;
};
