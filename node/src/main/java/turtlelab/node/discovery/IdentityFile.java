package turtlelab.node.discovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Peer;

/**
 * An {@link Identity} on disk: lines of text with a checksum, complete or not there at all.
 *
 * <pre>
 * turtled 1
 * cluster cdf818194e3a8c32
 * member 8e9e05c52164694d
 * name default
 * founder 8e9e05c52164694d http://localhost:2380
 * crc32c 1a2b3c4d
 * </pre>
 */
final class IdentityFile {
    private static final String HEAD = "turtled 1";

    private IdentityFile() {}

    static void write(Path file, Identity identity) throws IOException {
        var temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (var channel =
                FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text(identity).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        try (var directory = FileChannel.open(file.toAbsolutePath().getParent())) {
            directory.force(true);
        }
    }

    /**
     * The identity; empty when there is no file. Throws when there is one that cannot be trusted.
     */
    static Optional<Identity> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(Files.readString(file)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(
                    "the identity file " + file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static String text(Identity identity) {
        var lines = new ArrayList<String>();
        lines.add(HEAD);
        lines.add("cluster " + identity.cluster().hex());
        lines.add("member " + identity.member().hex());
        lines.add("name " + identity.name().replaceAll("\\R", " "));
        for (var founder : identity.founders()) {
            lines.add("founder " + founder.id().hex() + " " + String.join(",", founder.peerUrls()));
        }
        var body = String.join("\n", lines) + "\n";
        return body + "crc32c " + checksum(body) + "\n";
    }

    private static Identity parse(String text) {
        var end = text.lastIndexOf("crc32c ");
        var body = text.substring(0, Math.max(end, 0));
        if (end < 0 || !text.substring(end + 7).strip().equals(checksum(body))) {
            throw new IllegalArgumentException("its checksum does not fit");
        }
        var lines = body.lines().toList();
        if (!lines.getFirst().equals(HEAD)) {
            throw new IllegalArgumentException("unknown form " + lines.getFirst());
        }
        return new Identity(
                ClusterId.ofHex(value(lines.get(1), "cluster ")),
                MemberId.ofHex(value(lines.get(2), "member ")),
                value(lines.get(3), "name "),
                founders(lines.subList(4, lines.size())));
    }

    private static List<Peer> founders(List<String> lines) {
        var founders = new ArrayList<Peer>();
        for (var line : lines) {
            var words = value(line, "founder ").split(" ", 2);
            var urls = Arrays.asList(words[1].split(","));
            founders.add(new Peer(MemberId.ofHex(words[0]), urls, false));
        }
        return founders;
    }

    private static String value(String line, String key) {
        if (!line.startsWith(key)) {
            throw new IllegalArgumentException("expected " + key.strip());
        }
        return line.substring(key.length());
    }

    private static String checksum(String body) {
        var crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
