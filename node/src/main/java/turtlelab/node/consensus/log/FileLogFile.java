package turtlelab.node.consensus.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file of the real file system. */
final class FileLogFile implements LogFile {
    private final FileChannel channel;
    private final long size;
    private final LogFigures figures;

    FileLogFile(FileChannel channel, LogFigures figures) throws IOException {
        this.channel = channel;
        this.size = channel.size();
        this.figures = figures;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void write(long position, ByteBuffer bytes) throws IOException {
        figures.writtenBytes().add(bytes.remaining());
        for (long at = position; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        for (long at = position; into.hasRemaining(); ) {
            var read = channel.read(into, at);
            if (read < 0) {
                return;
            }
            at += read;
        }
    }

    /** Data only: the size does not change once the file is there. */
    @Override
    public void force() throws IOException {
        long from = figures.time().nanos();
        channel.force(false);
        figures.syncs().add(figures.time().nanos() - from);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
