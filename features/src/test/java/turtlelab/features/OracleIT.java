package turtlelab.features;

import org.junit.platform.suite.api.BeforeSuite;
import org.junit.platform.suite.api.Suite;
import turtlelab.features.stage.Curtain;

/**
 * All scenarios once more, on the real etcd and in a process of their own beside the first: a
 * feature tests the promise, not our code. {@code -Doracle.skip} leaves them out.
 */
@Suite
public class OracleIT extends AcceptanceIT {

    private static final String REPORT = "serenity.outputDirectory";

    @BeforeSuite
    static void onTheRealEtcd() {
        if (Boolean.getBoolean("oracle.skip")) {
            System.setProperty(Curtain.LEFT_OUT, "oracle.skip is set");
        } else if (System.getProperty("lab.engine", "").equals("etcd")) {
            System.setProperty(Curtain.LEFT_OUT, "all scenarios run on etcd already");
        }
        System.setProperty("lab.engine", "etcd");
        System.setProperty(REPORT, System.getProperty(REPORT, "target/site/serenity") + "-etcd");
    }
}
