import { cloudtrail } from '../cloudtrail/handler.ts';
import type { Handler } from '../context.ts';
import { kms } from './kms.ts';
import { logs } from './logs.ts';
import { organizations } from './organizations.ts';
import { account, ec2 } from './regions.ts';
import { s3Control } from './s3-control.ts';
import { s3 } from './s3.ts';
import { sns } from './sns.ts';
import { sts } from './sts.ts';

/** Services for which the proxy knows more than moto; every other call goes to moto as it is. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  account,
  cloudtrail,
  ec2,
  kms,
  logs,
  organizations,
  s3,
  's3-control': s3Control,
  sns,
  sts,
};
