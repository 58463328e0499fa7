package dev.sengi.internal.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.EntryProgress;
import dev.sengi.ProgressListener;
import dev.sengi.archive.TocEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataMeterTest {
    private final List<Long> reports = new ArrayList<>();
    private final DataMeter meter =
            new DataMeter(TocEntry.builder(1).tag("1").desc("BLOBS").build(), new ProgressListener() {
                @Override
                public void entryAdvanced(EntryProgress advance) {
                    reports.add(advance.bytes());
                }
            });

    @Test
    void largeObjectsAreReportedAfterEachSecondInWhichTheyPass() throws IOException, InterruptedException {
        InputStream content = meter.counting(new ByteArrayInputStream(new byte[100]));
        assertThat(content.readNBytes(10)).hasSize(10);
        assertThat(reports).isEmpty();
        Thread.sleep(1001);
        assertThat(content.readNBytes(20)).hasSize(20);
        assertThat(reports).containsExactly(30L);
        assertThat(content.readAllBytes()).hasSize(70);
        meter.report();
        assertThat(reports).containsExactly(30L, 70L);
    }
}
