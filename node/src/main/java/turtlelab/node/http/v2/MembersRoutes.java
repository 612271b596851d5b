package turtlelab.node.http.v2;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import turtlelab.node.auth.Caller;
import turtlelab.node.auth.V2Guard;
import turtlelab.node.base.MemberId;
import turtlelab.node.http.GoText;
import turtlelab.node.http.v2.wire.GoEscapes;
import turtlelab.node.http.v2.wire.MediaType;
import turtlelab.node.http.v2.wire.RaftFailures;
import turtlelab.node.http.v2.wire.Replies;
import turtlelab.node.http.v2.wire.Resource;
import turtlelab.node.http.v2.wire.Waiting;
import turtlelab.node.member.Members;
import turtlelab.node.member.Members.Answer;
import turtlelab.node.replica.Outcome.Change;
import turtlelab.node.replica.Outcome.Reason;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Rejection;

/** {@code /v2/members}: who belongs to the cluster (etcd reference A.6). */
final class MembersRoutes {
    private static final String PREFIX = "/v2/members";
    private static final int MAX_BODY = 1 << 20;
    private static final String NOT_ENOUGH_STARTED =
            "etcdserver: re-configuration failed due to not enough started members";
    private static final Answer TIMED_OUT = new Answer.Failed(new Change.Unknown(Reason.TIMED_OUT));

    private final Replica replica;
    private final Members members;
    private final V2Guard guard;

    MembersRoutes(Replica replica, Members members, V2Guard guard) {
        this.replica = replica;
        this.members = members;
        this.guard = guard;
    }

    void register(RoutesConfig routes) {
        Resource.of(PREFIX, "GET", "POST", "DELETE", "PUT").registerTree(routes, this::handle);
    }

    private void handle(Context ctx) throws IOException, InterruptedException {
        var method = ctx.req().getMethod();
        if (!method.equals("GET") && !guard.isRoot(Caller.of(ctx.header("Authorization")))) {
            Replies.unauthorized(ctx);
            return;
        }
        ctx.header(Replies.CLUSTER_ID, replica.clusterId().hex());
        switch (method) {
            case "GET" -> read(ctx);
            case "POST" -> add(ctx);
            default -> {
                var name = below(ctx);
                if (name.isEmpty()) {
                    GoText.error(ctx, 405, "Method Not Allowed");
                } else if (method.equals("PUT")) {
                    update(ctx, name);
                } else {
                    remove(ctx, name);
                }
            }
        }
    }

    private void read(Context ctx) {
        switch (below(ctx)) {
            case "" -> Replies.json(ctx, 200, MemberJson.of(members.list()) + "\n");
            case "leader" -> {
                var leader = members.leader();
                if (leader.isPresent()) {
                    Replies.json(ctx, 200, MemberJson.of(leader.get()) + "\n");
                } else {
                    Replies.message(ctx, 503, "During election");
                }
            }
            default -> Replies.message(ctx, 404, "Not found");
        }
    }

    private void add(Context ctx) throws IOException, InterruptedException {
        if (isJson(ctx)) {
            switch (body(ctx)) {
                case PeerUrlsBody.Malformed(var why) -> Replies.message(ctx, 400, why);
                case PeerUrlsBody.Urls(var urls) -> {
                    var answer = Waiting.awaitOr(members.add(urls, false), () -> TIMED_OUT);
                    if (answer instanceof Answer.Changed(var member, _)) {
                        Replies.json(ctx, 201, MemberJson.of(member) + "\n");
                    } else {
                        refuse(ctx, answer, "");
                    }
                }
            }
        }
    }

    private void update(Context ctx, String name) throws IOException, InterruptedException {
        var id = identity(name);
        if (id.isEmpty()) {
            noSuchMember(ctx, name);
        } else if (isJson(ctx)) {
            switch (body(ctx)) {
                case PeerUrlsBody.Malformed(var why) -> Replies.message(ctx, 400, why);
                case PeerUrlsBody.Urls(var urls) ->
                        done(
                                ctx,
                                Waiting.awaitOr(members.update(id.get(), urls), () -> TIMED_OUT),
                                id.get().hex());
            }
        }
    }

    private void remove(Context ctx, String name) throws InterruptedException {
        var id = identity(name);
        if (id.isEmpty()) {
            noSuchMember(ctx, name);
        } else {
            done(ctx, Waiting.awaitOr(members.remove(id.get()), () -> TIMED_OUT), id.get().hex());
        }
    }

    private static void done(Context ctx, Answer answer, String name) {
        if (answer instanceof Answer.Changed) {
            ctx.status(204);
        } else {
            refuse(ctx, answer, name);
        }
    }

    private static void refuse(Context ctx, Answer answer, String name) {
        switch (answer) {
            case Answer.Changed _ -> throw new IllegalArgumentException("not a refusal");
            case Answer.RemovedForEver _ ->
                    Replies.message(ctx, 410, "Member permanently removed: " + name);
            case Answer.Failed(var outcome) -> Replies.message(ctx, 500, text(outcome));
            case Answer.Refused(var rejection, var detail) -> refuse(ctx, rejection, detail, name);
        }
    }

    /** etcd answers what is left with "Internal Server Error"; we give the reason. */
    private static void refuse(Context ctx, Rejection rejection, String detail, String name) {
        switch (rejection) {
            case MEMBER_NOT_FOUND -> noSuchMember(ctx, name);
            case MEMBER_EXISTS -> Replies.message(ctx, 409, "membership: ID exists");
            case PEER_URL_EXISTS -> Replies.message(ctx, 409, "membership: peerURL exists");
            case BAD_MEMBER_URLS -> Replies.message(ctx, 400, detail);
            case NOT_ENOUGH_STARTED_MEMBERS -> Replies.message(ctx, 500, NOT_ENOUGH_STARTED);
            case UNHEALTHY_CLUSTER -> Replies.message(ctx, 500, "etcdserver: unhealthy cluster");
            case NOT_LEADER -> Replies.message(ctx, 500, "etcdserver: not leader");
            case EMPTY_KEY,
                    KEY_NOT_FOUND,
                    VALUE_PROVIDED,
                    LEASE_PROVIDED,
                    TOO_MANY_OPERATIONS,
                    DUPLICATE_KEY,
                    COMPACTED,
                    FUTURE_REVISION,
                    LEASE_NOT_FOUND,
                    LEASE_EXISTS,
                    LEASE_TTL_TOO_LARGE,
                    REQUEST_TOO_LARGE,
                    ANSWER_TOO_LARGE,
                    ANSWERS_CROWDED,
                    NOT_A_LEARNER,
                    LEARNER_NOT_READY,
                    TOO_MANY_LEARNERS,
                    BAD_TRANSFEREE,
                    NO_SPACE,
                    CORRUPT ->
                    Replies.message(ctx, 500, rejection + (detail.isEmpty() ? "" : ": " + detail));
        }
    }

    private static String text(Change outcome) {
        return switch (outcome) {
            case Change.Changed _ -> "done";
            case Change.DidNotFit(var refusal) -> "membership: " + refusal;
            case Change.NotApplied(var reason) -> RaftFailures.text(reason);
            case Change.Unknown(var reason) -> RaftFailures.text(reason);
        };
    }

    private static void noSuchMember(Context ctx, String name) {
        Replies.message(ctx, 404, "No such member: " + name);
    }

    private static boolean isJson(Context ctx) {
        var type = ctx.req().getContentType();
        var essence = type == null ? "" : type;
        if (MediaType.parse(essence).essence().equals("application/json")) {
            return true;
        }
        Replies.message(ctx, 415, "Bad Content-Type " + essence + ", accept application/json");
        return false;
    }

    private static PeerUrlsBody body(Context ctx) throws IOException {
        return PeerUrlsBody.read(ctx.req().getInputStream().readNBytes(MAX_BODY));
    }

    /** What stands behind the prefix; empty for the list itself. */
    private static String below(Context ctx) {
        var path = GoEscapes.decodePath(ctx.req().getRequestURI());
        return path.length() <= PREFIX.length() ? "" : path.substring(PREFIX.length() + 1);
    }

    private static Optional<MemberId> identity(String name) {
        try {
            return Optional.of(MemberId.ofHex(name));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
