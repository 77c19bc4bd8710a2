// The official Stream SDK for Node.js as a process: prints each event that it gets as a line of JSON. Arguments: key and secret.

import axios from 'axios';
import { DWClient } from 'dingtalk-stream';

const [clientId, clientSecret] = process.argv.slice(2);
// Standard output is for events alone.
console.info = console.warn = console.error;
// The SDK has no setting for its hosts.
axios.interceptors.request.use((request) => {
  request.url = request.url.replace(/^https:\/\/o?api\.dingtalk\.com/, process.env.DINGTALK_OPENAPI_ENDPOINT);
  return request;
});

const client = new DWClient({ clientId, clientSecret });
client.registerAllEventListener(({ headers, data }) => {
  const told = {
    id: headers.eventId,
    type: headers.eventType,
    corp: headers.eventCorpId,
    born: headers.eventBornTime,
    data: JSON.parse(data),
  };
  process.stdout.write(`${JSON.stringify(told)}\n`);
  return { status: 'SUCCESS' };
});
await client.connect();
