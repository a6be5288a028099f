/* cpu.c - see cpu.h: CPUID and XGETBV as the manuals of Intel and AMD describe them. */
#include "base/cpu.h"

#if defined(KF_HAVE_AVX2) && defined(__x86_64__) && defined(__GNUC__)

#include <cpuid.h>

enum {
    CPU_OSXSAVE = 1 << 27, /* leaf 1, ecx */
    CPU_AVX2 = 1 << 5,     /* leaf 7, ebx */
    CPU_BMI2 = 1 << 8,
    CPU_AVX512F = 1 << 16,
    CPU_AVX512DQ = 1 << 17,
    CPU_AVX512BW = 1 << 30,
    CPU_VBMI = 1 << 1, /* leaf 7, ecx */
    CPU_VBMI2 = 1 << 6,
    CPU_STATE_YMM = 0x06, /* the system saves xmm and ymm, */
    CPU_STATE_ZMM = 0xE6  /* masks and zmm, too */
};

/* What the system saves when it changes tasks: the lower half of XCR0. */
static uint32_t cpu_saved(void)
{
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

#ifdef KF_HAVE_AVX512
static int cpu_presses(unsigned ebx, unsigned ecx)
{
#ifdef KF_HAVE_VBMI2
    const unsigned wanted = (unsigned)CPU_VBMI | CPU_VBMI2;
    return (ecx & wanted) == wanted && (ebx & CPU_BMI2);
#else
    return (void)ebx, (void)ecx, 0;
#endif
}
#endif

int32_t kf_cpu(void)
{
    unsigned a, b, c, d, saved;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & CPU_OSXSAVE))
        return KF_CPU_PLAIN;
    saved = cpu_saved();
    if ((saved & CPU_STATE_YMM) != CPU_STATE_YMM || !__get_cpuid_count(7, 0, &a, &b, &c, &d) ||
        !(b & CPU_AVX2))
        return KF_CPU_PLAIN;
#ifdef KF_HAVE_AVX512
    const unsigned wanted = (unsigned)CPU_AVX512F | CPU_AVX512DQ | CPU_AVX512BW | 1u << 31; /* VL */
    if ((saved & CPU_STATE_ZMM) == CPU_STATE_ZMM && (b & wanted) == wanted)
        return cpu_presses(b, c) ? KF_CPU_VBMI2 : KF_CPU_AVX512;
#endif
    return KF_CPU_AVX2;
}

#else

int32_t kf_cpu(void) { return KF_CPU_PLAIN; }

#endif
