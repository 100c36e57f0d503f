import { parseArn } from '#src/domain/aws/arn.ts';

export const ROLE_ARN = /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;
/** A role's name, with its path where it has one: `audit/SuretyReadOnly`. */
export const ROLE_NAME = /^[\w+=,.@/-]+$/;

export const accountOfRole = (arn: string): string => parseArn(arn)?.account ?? '';
