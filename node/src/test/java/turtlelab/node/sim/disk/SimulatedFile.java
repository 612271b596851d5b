package turtlelab.node.sim.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import turtlelab.node.base.Bytes;
import turtlelab.node.consensus.log.LogFile;

/** A file as the page cache shows it, and as the platter has it. */
final class SimulatedFile {
    private static final int SECTOR = 512;

    private byte[] cached;
    private byte[] durable;
    private final List<Write> unsynced = new ArrayList<>();

    SimulatedFile(int size) {
        cached = new byte[size];
        durable = new byte[size];
    }

    byte[] bytes() {
        return cached;
    }

    void overwrite(byte[] bytes) {
        cached = bytes.clone();
        durable = bytes.clone();
        unsynced.clear();
    }

    LogFile handle(DiskFaults faults) {
        return new Handle(faults);
    }

    void losePower(RandomGenerator chance) {
        switch (unsynced.isEmpty() ? 0 : chance.nextInt(4)) {
            case 0 -> {}
            case 1 -> unsynced.forEach(this::keep);
            case 2 -> keepTorn(chance);
            default -> keepSectors(chance);
        }
        unsynced.clear();
        cached = durable.clone();
    }

    /** Writes in order up to one that stopped in the middle. */
    private void keepTorn(RandomGenerator chance) {
        var torn = chance.nextInt(unsynced.size());
        unsynced.subList(0, torn).forEach(this::keep);
        var write = unsynced.get(torn);
        keep(write, 0, chance.nextInt(write.bytes().length() + 1));
    }

    /** Any sectors of any writes. */
    private void keepSectors(RandomGenerator chance) {
        for (var write : unsynced) {
            for (int at = 0; at < write.bytes().length(); ) {
                var sectorEnd = ((write.position() + at) / SECTOR + 1) * SECTOR;
                var end = Math.min(sectorEnd - write.position(), write.bytes().length());
                if (chance.nextBoolean()) {
                    keep(write, at, end);
                }
                at = end;
            }
        }
    }

    private void keep(Write write) {
        keep(write, 0, write.bytes().length());
    }

    private void keep(Write write, int from, int to) {
        System.arraycopy(write.bytes().raw(), from, durable, write.position() + from, to - from);
    }

    private record Write(int position, Bytes bytes) {}

    private final class Handle implements LogFile {
        private final DiskFaults faults;

        Handle(DiskFaults faults) {
            this.faults = faults;
        }

        @Override
        public long size() {
            return cached.length;
        }

        @Override
        public void write(long position, ByteBuffer buffer) throws IOException {
            faults.before("write");
            var bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            System.arraycopy(bytes, 0, cached, (int) position, bytes.length);
            unsynced.add(new Write((int) position, Bytes.wrap(bytes)));
        }

        @Override
        public void read(long position, ByteBuffer into) {
            var length = Math.min(into.remaining(), cached.length - (int) position);
            into.put(cached, (int) position, length);
        }

        /** A failed sync forgets what was to be written, as Linux does: the next one succeeds. */
        @Override
        public void force() throws IOException {
            try {
                faults.before("force");
            } catch (IOException e) {
                unsynced.clear();
                throw e;
            }
            unsynced.forEach(SimulatedFile.this::keep);
            unsynced.clear();
        }

        @Override
        public void close() {}
    }
}
