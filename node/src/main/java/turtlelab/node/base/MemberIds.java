package turtlelab.node.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;

/**
 * Identities by etcd's formula: the first eight bytes of a SHA-1. The name is not part of it, so
 * nodes that are given the same URLs and token agree without talking to each other.
 */
public final class MemberIds {
    private MemberIds() {}

    /** The identity of a member of the initial cluster. */
    public static MemberId forBootstrap(UrlSet peerUrls, String token) {
        return new MemberId(digest(String.join("", peerUrls.texts()) + token));
    }

    /** The identity of a member that is added at the given moment; it knows no token. */
    public static MemberId forAdd(UrlSet peerUrls, long unixSeconds) {
        return new MemberId(digest(String.join("", peerUrls.texts()) + unixSeconds));
    }

    /** The identity of the cluster that starts with these members. */
    public static ClusterId cluster(Collection<MemberId> members) {
        var bytes = ByteBuffer.allocate(Long.BYTES * members.size());
        members.stream().sorted().forEach(id -> bytes.putLong(id.value()));
        return new ClusterId(sha1(bytes.array()));
    }

    private static long digest(String text) {
        return sha1(text.getBytes(StandardCharsets.UTF_8));
    }

    private static long sha1(byte[] bytes) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-1").digest(bytes)).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
