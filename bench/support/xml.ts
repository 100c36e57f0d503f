import type { HttpReply } from './http-server.ts';

export const xml = (body: string, status = 200): HttpReply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});
