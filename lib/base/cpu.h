/* cpu.h - which loops the processor has wide registers for. */
#ifndef KF_CPU_H
#define KF_CPU_H

#include <stdint.h>

/* Each can do what those before it can. KF_HAVE_AVX2, KF_HAVE_AVX512 and KF_HAVE_VBMI2 are given by
 * the build that compiles the files of that name with the compiler's flags; without them all is
 * plain. */
enum {
    KF_CPU_PLAIN = 0,
    KF_CPU_AVX2 = 1,
    KF_CPU_AVX512 = 2,
    KF_CPU_VBMI2 = 3 /* AVX-512 that presses bytes together, and BMI2 */
};

/* The best of them that is built and that processor and system both know. Asked when an object is
 * made, which keeps the answer. */
int32_t kf_cpu(void);

#endif
