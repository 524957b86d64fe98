import { type Answer, ApiError, type Call, ok, timestamp } from "./answers.ts";
import { forbidden } from "./tokens.ts";
import { userView } from "./views.ts";

/** A job's token belongs to no user. */
export function getAuthenticatedUser(call: Call): Answer {
  const { token, login } = call.actor;
  if (!token) throw new ApiError(401, "Requires authentication");
  if (token.kind === "job") throw forbidden(token);
  const since = timestamp(new Date(0));
  return ok({
    ...userView(login, call.bases),
    name: login,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: since,
    updated_at: since,
  });
}
