/* payroll_write.h - what the writers of payrolls share. */
#ifndef KF_PAYROLL_WRITE_H
#define KF_PAYROLL_WRITE_H

#include "pay/payroll.h"

typedef struct kf_pay_flag {
    uint32_t flag; /* KEFU_PAY_... */
    const char *name, *zh, *en;
} kf_pay_flag;
enum { KF_PAY_FLAGS = 4 };
extern const kf_pay_flag kf_pay_flags[KF_PAY_FLAGS];

/* Checks a sink of the caller's over a copy. */
kefu_status kf_pay_sink(const kefu_payroll *roll, const kefu_sink *sink, const char *function,
                        kefu_sink *out, kefu_error *error);

#endif
