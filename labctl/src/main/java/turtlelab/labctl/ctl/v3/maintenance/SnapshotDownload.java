package turtlelab.labctl.ctl.v3.maintenance;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.SnapshotRequest;
import io.etcd.jetcd.api.SnapshotResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.GrpcCluster;

/**
 * A snapshot on its way into a file. It grows under a name of its own, is compared with the
 * checksum that comes last, forced to disk, and only then takes its name: under that there is a
 * whole snapshot or none.
 */
final class SnapshotDownload {
    private static final Set<StandardOpenOption> NEW =
            Set.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);

    private SnapshotDownload() {}

    static void to(Path target, GrpcCluster cluster) throws CallFailed, IOException {
        var part = target.resolveSibling(target.getFileName() + ".part");
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var file = open(part, ownerOnly);
        try {
            try (file) {
                receive(file, cluster);
                file.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static FileChannel open(Path part, FileAttribute<?> mode) throws IOException {
        try {
            return FileChannel.open(part, NEW, mode);
        } catch (FileSystemException e) {
            var why =
                    switch (e) {
                        case NoSuchFileException _ -> "no such file or directory";
                        case AccessDeniedException _ -> "permission denied";
                        default -> String.valueOf(e.getReason()).toLowerCase(Locale.ROOT);
                    };
            throw new IOException("could not open %s (open %s: %s)".formatted(part, part, why), e);
        }
    }

    private static void receive(FileChannel file, GrpcCluster cluster)
            throws CallFailed, IOException {
        var digest = sha256();
        var last =
                cluster.read(
                        channel -> {
                            var request = SnapshotRequest.getDefaultInstance();
                            var stub = MaintenanceGrpc.newBlockingStub(channel);
                            return write(stub.snapshot(request), file, digest);
                        });
        if (!MessageDigest.isEqual(last.toByteArray(), digest.digest())) {
            throw new IOException("the snapshot broke on its way: its checksum is another one");
        }
    }

    /** Writes all pieces; gives the last one, the checksum of the others. */
    private static ByteString write(
            Iterator<SnapshotResponse> pieces, FileChannel file, MessageDigest digest) {
        var last = ByteString.EMPTY;
        while (pieces.hasNext()) {
            digest.update(last.asReadOnlyByteBuffer());
            last = pieces.next().getBlob();
            try {
                for (var bytes = last.asReadOnlyByteBuffer(); bytes.hasRemaining(); ) {
                    file.write(bytes);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return last;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
