package turtlelab.node.state.v2.auth;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;

/** The durable form of users and roles: kind, then texts and lists of texts with their lengths. */
final class AccountCodec {
    private static final byte USER = 1;
    private static final byte ROLE = 2;
    private static final int NO_LIST = -1;
    private static final String GRANT = "grant";
    private static final String REVOKE = "revoke";

    private AccountCodec() {}

    /** One or the other. */
    sealed interface Account {
        record User(V2User user) implements Account {}

        record Role(V2Role role) implements Account {}
    }

    static Bytes encode(V2User user) {
        return encode(USER, List.of(user.name(), user.hash()), lists(user.roles()));
    }

    static Bytes encode(V2Role role) {
        var permissions = role.permissions();
        var lists = lists(permissions.read(), permissions.write());
        var more = new ArrayList<String>();
        add(lists, more, GRANT, role.grant());
        add(lists, more, REVOKE, role.revoke());
        if (!more.isEmpty()) {
            lists.add(2, more);
        }
        return encode(ROLE, List.of(role.name()), lists);
    }

    private static void add(
            List<@Nullable List<String>> lists,
            List<String> more,
            String name,
            @Nullable V2Permissions permissions) {
        if (permissions != null) {
            more.add(name);
            lists.add(permissions.read());
            lists.add(permissions.write());
        }
    }

    @SafeVarargs
    private static List<@Nullable List<String>> lists(@Nullable List<String>... lists) {
        return new ArrayList<>(Arrays.asList(lists));
    }

    static Account decode(Bytes encoded) {
        var in = encoded.asByteBuffer();
        byte kind = in.get();
        return switch (kind) {
            case USER -> new Account.User(new V2User(text(in), text(in), list(in)));
            case ROLE -> new Account.Role(role(in));
            default -> throw new IllegalStateException("an account of unknown kind " + kind);
        };
    }

    /** What came with the creation of a role stands behind the rest, if anything came. */
    private static V2Role role(ByteBuffer in) {
        var name = text(in);
        var permissions = permissions(in);
        var names = in.hasRemaining() ? list(in) : null;
        List<String> more = names == null ? List.of() : names;
        return new V2Role(
                name,
                permissions,
                more.contains(GRANT) ? permissions(in) : null,
                more.contains(REVOKE) ? permissions(in) : null);
    }

    private static V2Permissions permissions(ByteBuffer in) {
        return new V2Permissions(list(in), list(in));
    }

    private static Bytes encode(byte kind, List<String> texts, List<@Nullable List<String>> lists) {
        int size = 1 + size(texts);
        for (var list : lists) {
            size += size(list);
        }
        var out = ByteBuffer.allocate(size).put(kind);
        texts.forEach(text -> write(out, text));
        for (var list : lists) {
            write(out, list);
        }
        return Bytes.wrap(Arrays.copyOf(out.array(), out.position()));
    }

    private static int size(@Nullable List<String> texts) {
        int size = Integer.BYTES;
        for (var text : texts == null ? List.<String>of() : texts) {
            size += Integer.BYTES + Bytes.utf8(text).length();
        }
        return size;
    }

    private static void write(ByteBuffer out, @Nullable List<String> texts) {
        if (texts == null) {
            out.putInt(NO_LIST);
        } else {
            out.putInt(texts.size());
            texts.forEach(text -> write(out, text));
        }
    }

    private static void write(ByteBuffer out, String text) {
        var raw = Bytes.utf8(text).raw();
        out.putInt(raw.length).put(raw);
    }

    private static @Nullable List<String> list(ByteBuffer in) {
        int count = in.getInt();
        if (count == NO_LIST) {
            return null;
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    private static String text(ByteBuffer in) {
        var raw = new byte[in.getInt()];
        in.get(raw);
        return Bytes.wrap(raw).utf8();
    }
}
