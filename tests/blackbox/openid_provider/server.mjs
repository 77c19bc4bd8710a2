// A certified OpenID Connect provider on loopback with a new signing key: prints its issuer as a line of JSON, serves until standard input ends.
// Its own development pages ask for login (any password) and consent. Argument, JSON:
// `port` (0: a free one), `algorithm` of ID tokens, `clients` (their metadata), `accounts` (claims by login), `methods` (how clients show secrets),
// `idTokenClaims` (whether claims stand in the ID token, not at userinfo alone), `clockSeconds` (how far its clock is ahead).

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const settings = JSON.parse(process.argv[2]);
const ID_TOKEN_SECONDS = 60;
const KEYS = {
  RS256: ['rsa', { modulusLength: 2048 }],
  PS256: ['rsa', { modulusLength: 2048 }],
  ES256: ['ec', { namedCurve: 'P-256' }],
  ES384: ['ec', { namedCurve: 'P-384' }],
  ES512: ['ec', { namedCurve: 'P-521' }],
  EdDSA: ['ed25519', {}],
  Ed25519: ['ed25519', {}],
};

// Standard output is for the issuer alone.
console.info = console.log = console.error;
const trueNow = Date.now;
Date.now = () => trueNow() + settings.clockSeconds * 1_000;
process.stdin.resume().on('end', () => process.exit());

// A shared secret signs without a key; the set has one all the same.
const { privateKey } = generateKeyPairSync(...(KEYS[settings.algorithm] ?? KEYS.RS256));

const server = createServer();
server.listen(settings.port, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig' }] },
    clients: settings.clients.map((client) => ({ ...client, id_token_signed_response_alg: settings.algorithm })),
    clientAuthMethods: settings.methods,
    enabledJWA: { idTokenSigningAlgValues: [...Object.keys(KEYS), 'HS256'] },
    claims: { openid: ['sub'], profile: ['preferred_username', 'name'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: !settings.idTokenClaims,
    findAccount: (_, login) =>
      Object.hasOwn(settings.accounts, login)
        ? { accountId: login, claims: () => ({ sub: login, ...settings.accounts[login] }) }
        : undefined,
    pkce: { required: () => true },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    features: { devInteractions: { enabled: true } },
    ttl: { IdToken: ID_TOKEN_SECONDS, AccessToken: 60, AuthorizationCode: 60, Grant: 600, Interaction: 600, Session: 600 },
  });
  server.on('request', provider.callback());
  process.stdout.write(`${JSON.stringify({ issuer })}\n`);
});
