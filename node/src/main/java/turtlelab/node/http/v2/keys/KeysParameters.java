package turtlelab.node.http.v2.keys;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import turtlelab.node.http.v2.keys.KeysRequest.Flags;
import turtlelab.node.http.v2.wire.GoForm;
import turtlelab.node.state.v2.V2Code;

/** Checks the parameters of a keys request in etcd's order: the first that fails is the answer. */
final class KeysParameters {
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private final GoForm form;

    private KeysParameters(GoForm form) {
        this.form = form;
    }

    /** A request is one or the other. */
    sealed interface Checked {
        record Good(KeysRequest request) implements Checked {}

        record Bad(V2Code code, String cause) implements Checked {}
    }

    /**
     * Checks everything.
     *
     * @param path clean
     */
    static Checked check(String method, String path, GoForm form) {
        try {
            return new Checked.Good(new KeysParameters(form).request(method, path));
        } catch (BadParameter e) {
            return new Checked.Bad(e.code, e.reason);
        }
    }

    private KeysRequest request(String method, String path) throws BadParameter {
        if (form.failure().isPresent()) {
            throw new BadParameter(V2Code.INVALID_FORM, form.failure().get());
        }
        long prevIndex = index("prevIndex");
        long waitIndex = index("waitIndex");
        boolean recursive = flag("recursive");
        boolean sorted = flag("sorted");
        boolean wait = flag("wait");
        boolean dir = flag("dir");
        boolean quorum = flag("quorum");
        boolean stream = flag("stream");
        refuse(
                wait && !method.equals("GET"),
                V2Code.INVALID_FIELD,
                "\"wait\" can only be used with GET requests");
        refuse(
                form.has("prevValue") && form.get("prevValue").isEmpty(),
                V2Code.PREVIOUS_VALUE_REQUIRED,
                "\"prevValue\" cannot be empty");
        boolean noValue = flag("noValueOnSuccess");
        var ttl = ttl();
        var prevExist = prevExist();
        boolean refresh = refresh(ttl);
        return new KeysRequest(
                path,
                form.get("value"),
                new Flags(recursive, sorted, wait, stream, dir, quorum, noValue, refresh),
                waitIndex,
                prevIndex,
                form.has("prevValue") ? form.get("prevValue") : null,
                prevExist,
                ttl);
    }

    private long index(String name) throws BadParameter {
        return form.has(name) ? unsigned(name, V2Code.INDEX_NOT_A_NUMBER) : 0;
    }

    private boolean flag(String name) throws BadParameter {
        return form.has(name) && bool(name, "\"" + name + "\"");
    }

    private OptionalLong ttl() throws BadParameter {
        return form.get("ttl").isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(unsigned("ttl", V2Code.TTL_NOT_A_NUMBER));
    }

    private Optional<Boolean> prevExist() throws BadParameter {
        return form.has("prevExist")
                ? Optional.of(bool("prevExist", "prevExist"))
                : Optional.empty();
    }

    private boolean refresh(OptionalLong ttl) throws BadParameter {
        boolean refresh = form.has("refresh") && bool("refresh", "refresh");
        refuse(
                refresh && !form.get("value").isEmpty(),
                V2Code.VALUE_ON_REFRESH,
                "A value was provided on a refresh");
        refuse(refresh && ttl.isEmpty(), V2Code.TTL_REQUIRED_ON_REFRESH, "No TTL value set");
        return refresh;
    }

    private boolean bool(String name, String shown) throws BadParameter {
        var value = form.get(name);
        refuse(
                !TRUE.contains(value) && !FALSE.contains(value),
                V2Code.INVALID_FIELD,
                "invalid value for " + shown);
        return TRUE.contains(value);
    }

    private long unsigned(String name, V2Code code) throws BadParameter {
        var value = form.get(name);
        var cause = "invalid value for \"" + name + "\"";
        refuse(value.isEmpty() || !value.chars().allMatch(KeysParameters::isDigit), code, cause);
        try {
            return Long.parseUnsignedLong(value);
        } catch (NumberFormatException e) {
            throw new BadParameter(code, cause);
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static void refuse(boolean bad, V2Code code, String cause) throws BadParameter {
        if (bad) {
            throw new BadParameter(code, cause);
        }
    }

    /** Leaves the checks early; never leaves this class. */
    private static final class BadParameter extends Exception {
        private static final long serialVersionUID = 1L;
        private final V2Code code;
        private final String reason;

        BadParameter(V2Code code, String cause) {
            super(cause, null, false, false);
            this.code = code;
            this.reason = cause;
        }
    }
}
