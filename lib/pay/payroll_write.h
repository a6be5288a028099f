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

/* Checks what a writer is called with; over copies of the options and the sink. */
kefu_status kf_pay_write_begin(const kefu_payroll *roll, const kefu_write_options *options,
                               const kefu_sink *sink, kefu_write_options *ours, kefu_sink *out,
                               kefu_error *error);

#endif
