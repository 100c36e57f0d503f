import type { Answer, Call } from './call.ts';
import { escapeXml } from './xml.ts';

/** An error that AWS would answer; the proxy writes it in the protocol of the call. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, message: string, status = 400, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}

const REQUEST_ID = '00000000-0000-4000-8000-00000000abed';

/** The error in the shape of the call's protocol: JSON 1.0/1.1, query XML, EC2 XML, S3 XML, REST XML, REST JSON. */
export function errorAnswer(call: Call, error: AwsError): Answer {
  const { code, status, message } = error;
  const inner = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
  const xml = (body: string): Answer => ({
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': REQUEST_ID, ...error.headers },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  });
  switch (call.protocol) {
    case 'json': {
      return {
        status,
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': REQUEST_ID, ...error.headers },
        body: JSON.stringify({ __type: code, message }),
      };
    }
    case 'rest-json': {
      return {
        status,
        headers: {
          'content-type': 'application/json',
          'x-amzn-requestid': REQUEST_ID,
          'x-amzn-errortype': code,
          ...error.headers,
        },
        body: JSON.stringify({ message }),
      };
    }
    case 'ec2': {
      return xml(`<Response><Errors><Error>${inner}</Error></Errors><RequestID>${REQUEST_ID}</RequestID></Response>`);
    }
    case 's3': {
      const answer = xml(`<Error>${inner}<RequestId>${REQUEST_ID}</RequestId><HostId>lab</HostId></Error>`);
      return call.http.method === 'HEAD' ? { ...answer, body: '' } : answer;
    }
    default: {
      return xml(
        `<ErrorResponse><Error><Type>Sender</Type>${inner}</Error><RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`,
      );
    }
  }
}

/** A successful JSON 1.1 answer. */
export function jsonAnswer(value: unknown): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': REQUEST_ID },
    body: JSON.stringify(value),
  };
}

/** A successful XML answer; `body` is the document without its declaration. */
export function xmlAnswer(body: string, status = 200): Answer {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': REQUEST_ID, 'x-amz-request-id': REQUEST_ID },
    body: body === '' ? '' : `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}
