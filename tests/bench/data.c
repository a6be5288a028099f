/* data.c - the columns of the benchmarks W1, W2 and W4, from counters: `data DIR [rows of W1]`.
 *
 * h(s, i) is SplitMix64's finaliser over ((s << 40) | i) * golden ratio + 20250101; u(s, i) its top
 * 53 bits in [0, 1); z(s, i) a normal deviate by Box-Muller from u(s, i) and u(s + 1, i). Files are
 * raw little-endian columns.
 *   W1  rows of service events: agent i32 (skewed, 1,000), day i16, replied u8, response f32 (NaN
 *       where not replied) and the same as tenths i32, converted refunded complaint u8, amount f64
 *       and the same as fen i64
 *   W2  1,000,000 agent-periods × 9 figures f64, and the same in millionths i64
 *   W4  ids i64 of two times the rows of W1, SplitMix64's finaliser of 0, 1, 2 ...; and weights
 * f64, lognormal, of a fifth of the rows
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t mixed(uint64_t x)
{
    x ^= x >> 30;
    x *= 0xBF58476D1CE4E5B9u;
    x ^= x >> 27;
    x *= 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

static double u(uint64_t stream, uint64_t i)
{
    uint64_t h = mixed(((stream << 40) | i) * 0x9E3779B97F4A7C15u + 20250101u);
    return (double)(h >> 11) * 0x1p-53;
}

static double z(uint64_t stream, uint64_t i)
{
    return sqrt(-2 * log(1 - u(stream, i))) * cos(6.283185307179586 * u(stream + 1, i));
}

static double between(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

static FILE *column_file(const char *folder, const char *name)
{
    char path[1024];
    FILE *file;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "wb");
    if (!file) {
        perror(path);
        exit(1);
    }
    setvbuf(file, NULL, _IOFBF, 1 << 20);
    return file;
}

enum {
    AGENT,
    DAY,
    REPLIED,
    RESPONSE,
    TENTHS,
    CONVERTED,
    REFUNDED,
    COMPLAINT,
    AMOUNT,
    FEN,
    W1_FILES
};
static const char *const w1_names[W1_FILES] = {
    "w1_agent.i32",    "w1_day.i16",     "w1_replied.u8",   "w1_response.f32", "w1_tenths.i32",
    "w1_converted.u8", "w1_refunded.u8", "w1_complaint.u8", "w1_amount.f64",   "w1_fen.i64"};

static void write_w1(const char *folder, uint64_t rows)
{
    FILE *f[W1_FILES];
    for (int k = 0; k < W1_FILES; k++)
        f[k] = column_file(folder, w1_names[k]);
    for (uint64_t i = 0; i < rows; i++) {
        double q = u(0, i);
        int32_t agent = (int32_t)(1000 * q * sqrt(q));
        int16_t day = (int16_t)(i * 365 / rows);
        uint8_t replied = u(1, i) < 0.92, converted = u(4, i) < 0.25;
        uint8_t refunded = converted && u(5, i) < 0.05, complaint = u(6, i) < 0.01;
        double tenths = round(10 * exp(3.4 + 0.9 * z(2, i) + 0.03 * (agent % 10)));
        double cents = converted ? round(100 * exp(4.6 + z(7, i))) : 0;
        float response = replied ? (float)(tenths / 10) : NAN;
        int32_t tenths_whole = replied ? (int32_t)tenths : 0;
        double amount = cents / 100;
        int64_t fen = (int64_t)cents;
        fwrite(&agent, sizeof agent, 1, f[AGENT]);
        fwrite(&day, sizeof day, 1, f[DAY]);
        fwrite(&replied, 1, 1, f[REPLIED]);
        fwrite(&response, sizeof response, 1, f[RESPONSE]);
        fwrite(&tenths_whole, sizeof tenths_whole, 1, f[TENTHS]);
        fwrite(&converted, 1, 1, f[CONVERTED]);
        fwrite(&refunded, 1, 1, f[REFUNDED]);
        fwrite(&complaint, 1, 1, f[COMPLAINT]);
        fwrite(&amount, sizeof amount, 1, f[AMOUNT]);
        fwrite(&fen, sizeof fen, 1, f[FEN]);
    }
    for (int k = 0; k < W1_FILES; k++)
        fclose(f[k]);
}

static double w2_figure(int k, uint64_t i)
{
    switch (k) {
    case 0:
        return exp(3.5 + 0.8 * z(40, i)); /* first response, s */
    case 1:
        return exp(4.0 + 0.7 * z(42, i)); /* mean response, s */
    case 2:
        return between(0.95 + 0.05 * z(44, i), 0, 1); /* reply rate */
    case 3:
        return between(0.22 + 0.08 * z(46, i), 0, 1); /* conversion */
    case 4:
        return between(4.4 + 0.4 * z(48, i), 1, 5); /* satisfaction */
    case 5:
        return exp(4.7 + 0.4 * z(50, i)); /* average order value */
    case 6:
        return between(fabs(0.05 * z(52, i)), 0, 1); /* refund rate */
    case 7:
        return floor(-1.5 * log(1 - u(54, i))); /* complaints */
    default:
        return between(82 + 12 * z(55, i), 0, 100); /* quality review */
    }
}

static void write_w2(const char *folder)
{
    for (int k = 0; k < 9; k++) {
        char name[32];
        FILE *doubles, *whole;
        snprintf(name, sizeof name, "w2_%d.f64", k);
        doubles = column_file(folder, name);
        snprintf(name, sizeof name, "w2_%d.i64", k);
        whole = column_file(folder, name);
        for (uint64_t i = 0; i < 1000000; i++) {
            double x = w2_figure(k, i);
            int64_t millionths = (int64_t)round(x * 1e6);
            fwrite(&x, sizeof x, 1, doubles);
            fwrite(&millionths, sizeof millionths, 1, whole);
        }
        fclose(doubles);
        fclose(whole);
    }
}

static void write_w4(const char *folder, uint64_t rows)
{
    FILE *ids = column_file(folder, "w4_id.i64"), *weights = column_file(folder, "w4_weight.f64");
    for (uint64_t i = 0; i < 2 * rows; i++) {
        uint64_t id = mixed(i);
        fwrite(&id, sizeof id, 1, ids);
    }
    for (uint64_t i = 0; i < rows / 5; i++) {
        double weight = exp(z(30, i));
        fwrite(&weight, sizeof weight, 1, weights);
    }
    fclose(ids);
    fclose(weights);
}

int main(int argc, char **argv)
{
    uint64_t rows = argc > 2 ? strtoull(argv[2], NULL, 10) : 50000000;
    if (argc < 2) {
        fprintf(stderr, "usage: data DIR [rows of W1]\n");
        return 1;
    }
    write_w1(argv[1], rows);
    write_w2(argv[1]);
    write_w4(argv[1], rows);
    return 0;
}
