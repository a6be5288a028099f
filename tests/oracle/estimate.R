# estimate.R - expected values of estimates, from R's survey package (4.1) and its public example
# data: Rscript tests/oracle/estimate.R > tests/unit/estimate_vectors.h && clang-format -i ...
suppressMessages({library(survey); library(grid)})
options(digits = 15, scipen = 100, survey.lonely.psu = "fail")
data(api); data(fpc); data(election)
fpc$x <- round(fpc$x, 1) # kept in single precision

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
# What intervals rest on (kefu/estimate.h): variance and degrees of freedom of means and totals, cap
# of effective n of rates. y, cell, rows of the cell and weights of the whole design, `inside` the
# domain; se is R's, of which the variances of cells must be the parts.
caution <- function(d, total, lonely, se) {
    inside <- d$inside; all <- sum(d$w[inside])
    est <- if (total) 0 else sum((d$w * d$y)[inside]) / all
    z <- inside * d$w * (d$y - est) / (if (total) 1 else all)
    cells <- lapply(split(seq_along(z), d$cell), function(i) {
        n <- length(i); f <- n / d$rows[i[1]]; mine <- i[inside[i]]; m <- length(mine)
        v <- if (n > 1) (1 - f) * n / (n - 1) * sum((z[i] - mean(z[i]))^2) else
             if (lonely == "ADJUST") (1 - f) * sum(z[i]^2) else 0
        list(m = m, f = f, w = d$w[i[1]], v = v, ss = if (m) sum((d$y[mine] - mean(d$y[mine]))^2) else 0, n = n,
             skip = m == 0 || (n == 1 && lonely == "CERTAIN"), rows = d$rows[i[1]])
    })
    of <- function(name) sapply(cells, `[[`, name)
    m <- of("m"); w <- of("w"); f <- of("f"); v <- of("v"); keep <- !of("skip"); s <- m > 1
    if (lonely != "AVERAGE") stopifnot(all.equal(sum(v), se^2))
    most <- sum(m) - sum(m > 0)
    freedom <- function(v) if (all(v == 0)) most else min(sum(v)^2 / sum((v^2 / pmax(m - 1, 1))[v > 0]), most)
    within <- if (any(s)) sum((w * m * of("ss") / (m - 1))[s]) / sum((w * m)[s]) else 0
    u <- ifelse(keep, (w / all)^2 * m * (1 - f) * (of("ss") + 4 * within) / (m + 3), 0)
    least <- sum(u) * (if (total) all^2 else 1)
    wide <- !d$chances && least > se^2 * (1 + 1e-9)
    mean <- sum((d$w * d$y)[inside]) / all
    rows <- of("rows"); more <- ifelse(is.finite(rows) & rows > 1, rows / (rows - 1), 1)
    kish <- if (any(keep & f < 1 & of("n") > 1 & of("ss") == 0))
        all^2 / sum((w^2 * m * (1 - f) * more)[keep]) else Inf
    alike <- sum((d$w * (d$y - mean)^2)[inside]) / all / kish * (if (total) all^2 else 1)
    df <- if (alike > max(se^2, least)) most else freedom(if (wide) u * s else v)
    wide <- wide || alike > se^2
    list(se = sqrt(max(se^2, alike, if (d$chances) 0 else least)), df = round(df, 6), wide = wide, kish = kish)
}
line <- function(data, kind, lonely, by, key, n, digits, m, d, ci = NULL, method = "WILSON", df = NULL) {
    se <- as.vector(SE(m)); value <- as.vector(coef(m))
    if (is.null(ci)) {
        c <- caution(d, kind == "TOTAL", lonely, se)
        ci <- value + c(-1, 1) * qt(0.975, c$df) * c$se; df <- c$df
        if (c$wide) cat("    /* wider: of the least variance */\n")
    }
    cat("    {\"", data, "\", KEFU_ESTIMATE_", kind, ", KEFU_LONELY_", lonely, ", KEFU_INTERVAL_",
        method, ", ", if (is.null(by)) "NULL" else text(by), ", ", text(key), ", ", n, ", ",
        paste(sapply(c(value, se, ci), fixed, digits), collapse = ", "), ", ", fixed(df, 6), "},\n", sep = "")
}
rate_intervals <- function(data, by, key, m, n, df, d) {
    p <- as.vector(coef(m)); v <- as.vector(vcov(m))
    neff <- p * (1 - p) / v * (qt(0.025, n - 1) / qt(0.025, df))^2
    kish <- caution(d, FALSE, "NONE", sqrt(v))$kish
    if (v > 0 && kish < neff) cat("    /* wider: effective n", neff, "capped at", kish, "*/\n")
    neff <- min(neff, kish)
    z <- qnorm(0.975)
    wilson <- (p + z^2 / 2 / neff + c(-1, 1) * z * sqrt(p * (1 - p) / neff + z^2 / 4 / neff^2)) /
        (1 + z^2 / neff)
    beta <- c(qbeta(0.025, neff * p, neff * (1 - p) + 1), qbeta(0.975, neff * p + 1, neff * (1 - p)))
    line(data, "RATE", "NONE", by, key, n, 9, m, d, wilson, df = df)
    line(data, "RATE", "NONE", by, key, n, 9, m, d, beta, "CLOPPER_PEARSON", df)
}
cat("/* What is estimated, of which rows, and estimate, error, low, high: means and totals of api and\n",
    " * votes with 3 decimals, of fpc with 4, rates with 9; df in millionths. Errors are R's; so are\n * intervals but that df of means and totals are Satterthwaite's, and where it says so. */\n",
    "static const struct estimate_vector {\n    const char *data;\n    int32_t kind, lonely, method;\n",
    "    const char *by, *key;\n    int64_t marked, estimate, error, low, high, df;\n",
    "} estimate_vectors[] = {\n", sep = "")

of_api <- function(y, inside = TRUE) list(y = y, cell = apistrat$stype, rows = apistrat$fpc, w = apistrat$fpc / ave(apistrat$fpc, apistrat$stype, FUN = length),
                                          inside = rep(inside, length.out = 200), chances = FALSE)
api <- svydesign(ids = ~1, strata = ~stype, fpc = ~fpc, data = apistrat)
line("api", "MEAN", "NONE", NULL, "", 200, 3, svymean(~api00, api), of_api(apistrat$api00))
line("api", "TOTAL", "NONE", NULL, "", 200, 3, svytotal(~api00, api), of_api(apistrat$api00))
rate_intervals("api", NULL, "", svymean(~award, api), 200, degf(api), of_api(apistrat$award))
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
    line("api", "MEAN", "NONE", "wide", value, n, 3, svymean(~api00, part),
         of_api(apistrat$api00, apistrat$wide == value))
    line("api", "TOTAL", "NONE", "wide", value, n, 3, svytotal(~api00, part),
         of_api(apistrat$api00, apistrat$wide == value))
    rate_intervals("api", "wide", value, svymean(~award, part), n, degf(part),
                   of_api(apistrat$award, apistrat$wide == value))
}
for (type in c("E", "H", "M")) {
    part <- subset(api, stype == type)
    line("api", "MEAN", "NONE", "cell", type, nrow(part), 3, svymean(~api00, part),
         of_api(apistrat$api00, apistrat$stype == type))
    rate_intervals("api", "cell", type, svymean(~award, part), nrow(part), degf(part),
                   of_api(apistrat$award, apistrat$stype == type))
}

of_votes <- list(y = election_pps$Bush, cell = rep(1, 40), rows = rep(Inf, 40), w = 1 / p, inside = rep(TRUE, 40),
                 chances = TRUE)
votes <- svydesign(ids = ~1, probs = ~p9, data = election_pps)
line("votes", "MEAN", "NONE", NULL, "", 40, 3, svymean(~Bush, votes), of_votes)
line("votes", "TOTAL", "NONE", NULL, "", 40, 3, svytotal(~Bush, votes), of_votes)

# fpc: rows 1..7 leave two of cell 2, "short" (rows 1..6) leaves one: lonely.
fpc$domain <- c(1, 1, 2, 2, 2, 1, 2, 2)
of_fpc <- function(rows, inside = TRUE) {
    n <- ave(fpc$x[rows], fpc$stratid[rows], FUN = length)
    list(y = fpc$x[rows], cell = fpc$stratid[rows], rows = fpc$Nh[rows], w = fpc$Nh[rows] / n,
         inside = rep(inside, length.out = length(rows)), chances = FALSE)
}
whole <- svydesign(ids = ~1, strata = ~stratid, fpc = ~Nh, data = fpc)
line("fpc", "MEAN", "NONE", NULL, "", 8, 4, svymean(~x, whole), of_fpc(1:8))
line("fpc", "TOTAL", "NONE", NULL, "", 8, 4, svytotal(~x, whole), of_fpc(1:8))
for (d in 1:2) {
    part <- subset(whole, domain == d)
    line("fpc", "MEAN", "NONE", "domain", d, nrow(part), 4, svymean(~x, part), of_fpc(1:8, fpc$domain == d))
    line("fpc", "TOTAL", "NONE", "domain", d, nrow(part), 4, svytotal(~x, part), of_fpc(1:8, fpc$domain == d))
}
names <- c(AVERAGE = "average", ADJUST = "adjust", CERTAIN = "certainty")
for (lonely in names(names)) {
    options(survey.lonely.psu = names[[lonely]])
    short <- svydesign(ids = ~1, strata = ~stratid, fpc = ~Nh, data = fpc[1:6, ])
    line("short", "MEAN", lonely, NULL, "", 6, 4, svymean(~x, short), of_fpc(1:6))
    line("short", "TOTAL", lonely, NULL, "", 6, 4, svytotal(~x, short), of_fpc(1:6))
    part <- subset(short, domain == 1)
    line("short", "MEAN", lonely, "domain", 1, 3, 4, svymean(~x, part), of_fpc(1:6, fpc$domain[1:6] == 1))
}
cat("};\n\n#endif\n")
