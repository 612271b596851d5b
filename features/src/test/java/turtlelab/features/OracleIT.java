package turtlelab.features;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.platform.suite.api.BeforeSuite;
import org.junit.platform.suite.api.Suite;

/**
 * All scenarios once more, on the real etcd and in a process of their own beside the first: a
 * feature tests the promise, not our code. {@code -Doracle.skip} leaves them out.
 */
@Suite
public class OracleIT extends AcceptanceIT {

    private static final String REPORT = "serenity.outputDirectory";

    @BeforeSuite
    static void onTheRealEtcd() {
        assumeFalse(Boolean.getBoolean("oracle.skip"), "skipped: oracle.skip is set");
        assumeFalse(
                System.getProperty("lab.engine", "").equals("etcd"),
                "skipped: all scenarios run on etcd already");
        System.setProperty("lab.engine", "etcd");
        System.setProperty(REPORT, System.getProperty(REPORT, "target/site/serenity") + "-etcd");
    }
}
