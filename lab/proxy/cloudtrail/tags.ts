import type { Context, Handler } from '../context.ts';
import { jsonAnswer } from '../errors.ts';
import { wire } from '../wire.ts';

type TagList = readonly { readonly Key: string; readonly Value?: string }[];

const tagList = (value: unknown): TagList => (Array.isArray(value) ? wire<TagList>(value) : []);

export function setTags(context: Context, arn: string, value: unknown): void {
  const known = context.state.cloudtrail.tags.get(arn) ?? new Map<string, string>();
  for (const { Key, Value } of tagList(value)) known.set(Key, Value ?? '');
  context.state.cloudtrail.tags.set(arn, known);
}

export const addTags: Handler = (call, context) => {
  setTags(context, String(call.params['ResourceId']), call.params['TagsList']);
  return jsonAnswer({});
};

export const removeTags: Handler = (call, context) => {
  const known = context.state.cloudtrail.tags.get(String(call.params['ResourceId']));
  for (const { Key } of tagList(call.params['TagsList'])) known?.delete(Key);
  return jsonAnswer({});
};

export const listTags: Handler = (call, context) => {
  const arns = wire<string[]>(call.params['ResourceIdList'] ?? []);
  const tagsOf = (arn: string): TagList =>
    [...(context.state.cloudtrail.tags.get(arn) ?? [])].map(([Key, Value]) => ({ Key, Value }));
  return jsonAnswer({ ResourceTagList: arns.map((arn) => ({ ResourceId: arn, TagsList: tagsOf(arn) })) });
};
