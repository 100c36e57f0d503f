import { escapeXml } from '#lab/proxy/xml.ts';

/** An answer before it is written in the protocol of its service. */
export type Reply =
  | { readonly json: object }
  /** A whole XML document. */
  | { readonly xml: string }
  | { readonly raw: string }
  /** What stands inside `<XResponse><XResult>`. */
  | { readonly result: string }
  /** What stands inside EC2's `<XResponse>`. */
  | { readonly ec2: string }
  | { readonly error: string; readonly status: number };

export const notFound = (error: string): Reply => ({ error, status: 404 });

/** A list of a service that speaks JSON: see the protocol that the SDK's client of CloudWatch uses. */
export const list = (name: string, items: readonly object[]): Reply => ({ json: { [name]: items } });

export const tag = (name: string, inner: string): string => `<${name}>${inner}</${name}>`;

export const tags = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values).map(([name, value]) => tag(name, escapeXml(value))).join(''); // prettier-ignore
