package dev.sengi.examples.spring;

import dev.sengi.Progress;
import java.time.Duration;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Serves a backup as a download. A real service would authenticate its clients. */
@RestController
@RequestMapping("/backups/{name}")
class BackupController {
    private final Backups backups;

    BackupController(Backups backups) {
        this.backups = backups;
    }

    @GetMapping
    ResponseEntity<StreamingResponseBody> download(@PathVariable String name) {
        if (backups.isRunning(name)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name + ".dump")
                                .build()
                                .toString())
                .body(out -> backups.stream(name, out));
    }

    @GetMapping("/progress")
    BackupProgress progress(@PathVariable String name) {
        return backups.progress(name)
                .map(BackupProgress::of)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable String name) {
        backups.cancel(name);
    }

    /**
     * How far a backup has come.
     *
     * @param percent of the database's size, as far as the server knows it
     * @param secondsLeft null while nothing is done
     */
    record BackupProgress(int percent, long rows, long bytes, Long secondsLeft) {
        static BackupProgress of(Progress progress) {
            return new BackupProgress(
                    (int) (100 * progress.fraction()),
                    progress.rows(),
                    progress.bytes(),
                    progress.remaining().map(Duration::toSeconds).orElse(null));
        }
    }
}
