/* Records ports of a JACK server sample by sample, with the time of every cycle.
 *
 * Usage: recorder FRAMES CYCLES SECONDS PORT...
 * Says "ready RATE PERIOD" as soon as it records; ends when its input is closed or
 * SECONDS are over, then writes FRAMES (float32, interleaved) and CYCLES (records of
 * `struct cycle`). Everything is kept in memory meanwhile, so that the audio thread
 * never waits for a disk.
 */
#include <errno.h>
#include <fcntl.h>
#include <jack/jack.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PORTS 2
#define PATIENCE 1000 /* looks, 10 ms apart, until the ports are there */

struct cycle {
    int64_t begun;   /* nanoseconds of CLOCK_MONOTONIC */
    uint32_t number; /* JACK's number of the first frame; jumps where cycles were lost */
    uint32_t frames;
    uint32_t xruns; /* reported by the server until now */
    uint32_t unused;
};

static jack_client_t *client;
static jack_port_t *ports[PORTS];
static int channels;
static int64_t rate;
static float *samples;
static struct cycle *cycles;
static size_t room, held, cycle_room, cycle_count;
static volatile int recording;
static volatile uint32_t xruns;

static int on_xrun(void *nothing) {
    (void)nothing;
    xruns++;
    return 0;
}

/* When this cycle began. Not from jack_get_cycle_times: those are smoothed, and lie far
 * behind for seconds after cycles were lost. */
static int64_t begun(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t ago = (int64_t)jack_frames_since_cycle_start(client) * 1000000000 / rate;
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec - ago;
}

static int process(jack_nframes_t count, void *nothing) {
    (void)nothing;
    if (!recording || held + count > room || cycle_count >= cycle_room) return 0;
    struct cycle cycle = {begun(), jack_last_frame_time(client), count, xruns, 0};
    for (int channel = 0; channel < channels; channel++) {
        const float *heard = jack_port_get_buffer(ports[channel], count);
        for (jack_nframes_t frame = 0; frame < count; frame++)
            samples[(held + frame) * channels + channel] = heard[frame];
    }
    cycles[cycle_count++] = cycle;
    held += count;
    return 0;
}

static int connect_to(char **names) {
    for (int channel = 0; channel < channels; channel++) {
        int looks = 0;
        while (!jack_port_by_name(client, names[channel]))
            if (++looks > PATIENCE || usleep(10000)) return 0;
        int result = jack_connect(client, names[channel], jack_port_name(ports[channel]));
        if (result && result != EEXIST) return 0;
    }
    return 1;
}

static int written(const char *path, const void *data, size_t size, size_t count) {
    FILE *file = fopen(path, "wb");
    if (!file) return 0;
    size_t done = fwrite(data, size, count, file);
    return fclose(file) == 0 && done == count;
}

int main(int count, char **words) {
    channels = count - 4;
    if (channels < 1 || channels > PORTS) return fprintf(stderr, "usage: see the source\n"), 2;
    double seconds = atof(words[3]);
    client = jack_client_open("recorder", JackNoStartServer, NULL);
    if (!client) return fprintf(stderr, "no JACK server\n"), 3;
    jack_nframes_t size = jack_get_buffer_size(client);
    rate = jack_get_sample_rate(client);
    room = (size_t)(seconds * rate);
    cycle_room = room / size + 1;
    samples = malloc(room * channels * sizeof *samples);
    cycles = malloc(cycle_room * sizeof *cycles);
    if (!samples || !cycles) return fprintf(stderr, "no memory\n"), 4;
    memset(samples, 0, room * channels * sizeof *samples); /* no page faults later */
    memset(cycles, 0, cycle_room * sizeof *cycles);
    jack_set_process_callback(client, process, NULL);
    jack_set_xrun_callback(client, on_xrun, NULL);
    for (int channel = 0; channel < channels; channel++) {
        char name[16];
        snprintf(name, sizeof name, "in_%d", channel + 1);
        ports[channel] =
            jack_port_register(client, name, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
        if (!ports[channel]) return fprintf(stderr, "no port\n"), 5;
    }
    if (jack_activate(client) || !connect_to(words + 4))
        return fprintf(stderr, "cannot connect\n"), 6;
    recording = 1;
    printf("ready %lld %u\n", (long long)rate, size);
    fflush(stdout);
    struct pollfd input = {STDIN_FILENO, POLLIN, 0};
    poll(&input, 1, (int)(seconds * 1000));
    recording = 0;
    usleep(50000); /* the cycle that runs now */
    int good = written(words[1], samples, channels * sizeof *samples, held) &&
               written(words[2], cycles, sizeof *cycles, cycle_count);
    jack_client_close(client);
    return good ? 0 : 7;
}
