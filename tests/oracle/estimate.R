# estimate.R - expected values of estimates, from R's survey package (4.1) and its public example
# data: Rscript tests/oracle/estimate.R > tests/unit/estimate_vectors.h && clang-format -i ...
suppressMessages({library(survey); library(grid)})
options(digits = 15, scipen = 100, survey.lonely.psu = "fail")
data(api); data(fpc); data(election)

array <- function(type, name, values)
    cat("static const ", type, " ", name, "[] = {", paste(values, collapse = ", "), "};\n\n", sep = "")
text <- function(values) paste0('"', values, '"')
fixed <- function(x, digits) if (is.na(x)) "VECTOR_NONE" else
    paste0("INT64_C(", format(round(x * 10^digits), nsmall = 0), ")")

cat("/* estimate_vectors.h - public example data of R's survey package 4.1, and what it computes from\n",
    " * them: made by tests/oracle/estimate.R. */\n#ifndef TESTS_ESTIMATE_VECTORS_H\n",
    "#define TESTS_ESTIMATE_VECTORS_H\n\n#include <stdint.h>\n\n#include \"kefu/estimate.h\"\n\n",
    "#define VECTOR_NONE INT64_MIN\n\n", sep = "")

# ---- Data ----------------------------------------------------------------------------------------
apistrat <- apistrat[order(apistrat$stype), ]
apistrat$award <- as.integer(apistrat$awards == "Yes")
array("int64_t", "api_mark", apistrat$api00)
array("uint8_t", "api_award", apistrat$award)
apistrat$wide <- as.integer(apistrat$sch.wide == "Yes")
array("uint8_t", "api_wide", apistrat$wide)
array("char *const", "api_cells", text(levels(apistrat$stype))) # the rows are sorted by it
array("int64_t", "api_n", as.vector(table(apistrat$stype)))
array("int64_t", "api_rows", as.vector(tapply(apistrat$fpc, apistrat$stype, max)))
p <- round(election_pps$p, 9)
array("int64_t", "votes_mark", election_pps$Bush)
array("int64_t", "votes_chance", sprintf("%.0f", p * 1e9))
election_pps$p9 <- p
array("int64_t", "fpc_mark", sprintf("%.0f", fpc$x * 10))
array("int64_t", "fpc_cell", fpc$stratid)
array("int64_t", "fpc_rows", fpc$Nh)
array("int64_t", "fpc_domain", c(1, 1, 2, 2, 2, 1, 2, 2))

# ---- Estimates -----------------------------------------------------------------------------------
# rows: which rows of the data; NULL are all.
line <- function(data, kind, lonely, by, key, n, digits, m, df, ci = NULL, method = "WILSON") {
    se <- as.vector(SE(m)); value <- as.vector(coef(m))
    if (is.null(ci)) ci <- value + c(-1, 1) * (if (df > 0) qt(0.975, df) else NA) * se
    cat("    {\"", data, "\", KEFU_ESTIMATE_", kind, ", KEFU_LONELY_", lonely, ", KEFU_INTERVAL_",
        method, ", ", if (is.null(by)) "NULL" else text(by), ", ", text(key), ", ", n, ", ",
        paste(sapply(c(value, se, ci), fixed, digits), collapse = ", "), ", ", df, "},\n", sep = "")
}
rate_intervals <- function(data, by, key, m, n, df) {
    p <- as.vector(coef(m)); v <- as.vector(vcov(m))
    neff <- p * (1 - p) / v * (qt(0.025, n - 1) / qt(0.025, df))^2
    z <- qnorm(0.975)
    wilson <- (p + z^2 / 2 / neff + c(-1, 1) * z * sqrt(p * (1 - p) / neff + z^2 / 4 / neff^2)) /
        (1 + z^2 / neff)
    beta <- c(qbeta(0.025, neff * p, neff * (1 - p) + 1), qbeta(0.975, neff * p + 1, neff * (1 - p)))
    line(data, "RATE", "NONE", by, key, n, 9, m, df, wilson)
    line(data, "RATE", "NONE", by, key, n, 9, m, df, beta, "CLOPPER_PEARSON")
}
cat("/* What is estimated, of which rows, and estimate, error, low, high: means and totals of api and\n",
    " * votes with 3 decimals, of fpc with 4, rates with 9. */\n",
    "static const struct estimate_vector {\n    const char *data;\n    int32_t kind, lonely, method;\n",
    "    const char *by, *key;\n    int64_t marked, estimate, error, low, high, df;\n",
    "} estimate_vectors[] = {\n", sep = "")

api <- svydesign(ids = ~1, strata = ~stype, fpc = ~fpc, data = apistrat)
line("api", "MEAN", "NONE", NULL, "", 200, 3, svymean(~api00, api), degf(api))
line("api", "TOTAL", "NONE", NULL, "", 200, 3, svytotal(~api00, api), degf(api))
rate_intervals("api", NULL, "", svymean(~award, api), 200, degf(api))
stopifnot(all.equal(as.vector(attr(svyciprop(~award, api, method = "beta"), "ci")),
                    {m <- svymean(~award, api); n <- coef(m) * (1 - coef(m)) / vcov(m) *
                         (qt(0.025, 199) / qt(0.025, 197))^2
                     as.vector(c(qbeta(0.025, n * coef(m), n * (1 - coef(m)) + 1),
                                 qbeta(0.975, n * coef(m) + 1, n * (1 - coef(m)))))}))
for (value in 0:1) {
    part <- subset(api, wide == value)
    n <- nrow(part)
    by <- svyby(~api00, ~wide, api, svymean)
    stopifnot(all.equal(as.vector(SE(svymean(~api00, part))), as.vector(SE(by))[value + 1]))
    line("api", "MEAN", "NONE", "wide", value, n, 3, svymean(~api00, part), degf(part))
    line("api", "TOTAL", "NONE", "wide", value, n, 3, svytotal(~api00, part), degf(part))
    rate_intervals("api", "wide", value, svymean(~award, part), n, degf(part))
}
for (type in c("E", "H", "M")) {
    part <- subset(api, stype == type)
    line("api", "MEAN", "NONE", "cell", type, nrow(part), 3, svymean(~api00, part), degf(part))
    rate_intervals("api", "cell", type, svymean(~award, part), nrow(part), degf(part))
}

votes <- svydesign(ids = ~1, probs = ~p9, data = election_pps)
line("votes", "MEAN", "NONE", NULL, "", 40, 3, svymean(~Bush, votes), degf(votes))
line("votes", "TOTAL", "NONE", NULL, "", 40, 3, svytotal(~Bush, votes), degf(votes))

# fpc: rows 1..7 leave two of cell 2, "short" (rows 1..6) leaves one: lonely.
fpc$domain <- c(1, 1, 2, 2, 2, 1, 2, 2)
whole <- svydesign(ids = ~1, strata = ~stratid, fpc = ~Nh, data = fpc)
line("fpc", "MEAN", "NONE", NULL, "", 8, 4, svymean(~x, whole), degf(whole))
line("fpc", "TOTAL", "NONE", NULL, "", 8, 4, svytotal(~x, whole), degf(whole))
for (d in 1:2) {
    part <- subset(whole, domain == d)
    line("fpc", "MEAN", "NONE", "domain", d, nrow(part), 4, svymean(~x, part), degf(part))
    line("fpc", "TOTAL", "NONE", "domain", d, nrow(part), 4, svytotal(~x, part), degf(part))
}
names <- c(AVERAGE = "average", ADJUST = "adjust", CERTAIN = "certainty")
for (lonely in names(names)) {
    options(survey.lonely.psu = names[[lonely]])
    short <- svydesign(ids = ~1, strata = ~stratid, fpc = ~Nh, data = fpc[1:6, ])
    line("short", "MEAN", lonely, NULL, "", 6, 4, svymean(~x, short), degf(short))
    line("short", "TOTAL", lonely, NULL, "", 6, 4, svytotal(~x, short), degf(short))
    part <- subset(short, domain == 1)
    line("short", "MEAN", lonely, "domain", 1, 3, 4, svymean(~x, part), degf(part))
}
cat("};\n\n#endif\n")
