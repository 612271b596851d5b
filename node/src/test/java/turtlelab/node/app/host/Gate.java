package turtlelab.node.app.host;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import turtlelab.node.app.auto.Servers;

/** Between a host and its servers: none starts while it is shut. */
final class Gate {
    private volatile CountDownLatch latch = new CountDownLatch(0);

    void shut() {
        latch = new CountDownLatch(1);
    }

    void open() {
        latch.countDown();
    }

    Servers before(Servers servers) {
        return new Servers() {
            @Override
            public boolean hasData() throws Exception {
                return servers.hasData();
            }

            @Override
            public Server start(Birth birth) throws Exception {
                latch.await();
                return servers.start(birth);
            }

            @Override
            public Optional<String> setAside() throws Exception {
                return servers.setAside();
            }
        };
    }
}
