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

    private AccountCodec() {}

    /** One or the other. */
    sealed interface Account {
        record User(V2User user) implements Account {}

        record Role(V2Role role) implements Account {}
    }

    static Bytes encode(V2User user) {
        return encode(USER, List.of(user.name(), user.hash()), user.roles(), List.of());
    }

    static Bytes encode(V2Role role) {
        var permissions = role.permissions();
        return encode(ROLE, List.of(role.name()), permissions.read(), permissions.write());
    }

    static Account decode(Bytes encoded) {
        var in = encoded.asByteBuffer();
        byte kind = in.get();
        return switch (kind) {
            case USER -> new Account.User(new V2User(text(in), text(in), list(in)));
            case ROLE ->
                    new Account.Role(new V2Role(text(in), new V2Permissions(list(in), list(in))));
            default -> throw new IllegalStateException("an account of unknown kind " + kind);
        };
    }

    private static Bytes encode(
            byte kind,
            List<String> texts,
            @Nullable List<String> first,
            @Nullable List<String> second) {
        var size = 1 + size(texts) + size(first) + size(second);
        var out = ByteBuffer.allocate(size).put(kind);
        texts.forEach(text -> write(out, text));
        write(out, first);
        if (kind == ROLE) {
            write(out, second);
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
