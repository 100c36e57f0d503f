/**
 * 128 bits of a text, as 32 hex digits: the four-lane MurmurHash3 finaliser known as cyrb128. Not for secrets: it names
 * findings, in pure code that may not import a crypto library.
 */
export function fingerprint(text: string): string {
  let h1 = 1779033703;
  let h2 = 3144134277;
  let h3 = 1013904242;
  let h4 = 2773480762;
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  h1 ^= h2 ^ h3 ^ h4;
  return [h1, h2 ^ h1, h3 ^ h1, h4 ^ h1].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}

/** The stable identity of a finding: rule, account, asset id and key, never the text. */
export function findingId(rule: string, account: string, assetId: string, key: string | undefined): string {
  return fingerprint([rule, account, assetId, key ?? ''].join('\u0000'));
}
