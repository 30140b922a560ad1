// A certified OpenID Connect server on this machine, for the tests: oidc-provider as its authors publish it.
// node provider.mjs <port> <redirect_uri>
// Whoever signs in is who they say, whatever the password; their groups are the words after the first dot of the name:
// « camille.rh.direction » belongs to the groups rh and direction.
import Provider from "oidc-provider";

const [port, redirectUri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "reperes",
      client_secret: "a secret of this test alone",
      redirect_uris: [redirectUri],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  claims: {
    openid: ["sub"],
    profile: ["preferred_username", "given_name", "family_name", "groups"],
    email: ["email"],
  },
  pkce: { required: () => true },
  cookies: { keys: ["signs the cookies of this test alone"] },
  findAccount(ctx, id) {
    const [name, ...groups] = id.split(".");
    return {
      accountId: id,
      claims: () => ({
        sub: id,
        preferred_username: name,
        given_name: "Camille",
        family_name: "Martin",
        email: `${name}@example.org`,
        groups,
      }),
    };
  },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
