# golden_estimate.R - the first figures of tests/golden/estimate.txt, which golden.py computes in fractions, by R's
# survey package: estimates and errors, mean and rate, of all and of each agent, and the total. Intervals are not R's.
#   Rscript tests/oracle/golden_estimate.R
suppressMessages(library(survey))
rows <- read.csv("tests/golden/sample.csv", check.names = FALSE, colClasses = c(客服 = "character"))
i <- seq_len(nrow(rows)) - 1
rows$mark <- (17 * i) %% 41 + 60 - 30 * (rows$类别 == "退款会话")
rows$good <- as.integer(rows$mark >= 80)
rows$cell <- paste(rows$类别, rows$客服)
design <- svydesign(ids = ~1, strata = ~cell, fpc = ~总数, data = rows)
passed <- 0
same <- function(line, values, digits) {
    shown <- sapply(strsplit(line[4:7], "/"), function(v) if (v[1] == "-") NA else as.numeric(v[1]) / 10^digits)
    shown <- shown[seq_along(values)]
    stopifnot(is.na(shown) | abs(shown - values) < 0.51 / 10^digits)
    passed <<- passed + sum(!is.na(shown))
}
figures <- function(m) c(coef(m), as.vector(SE(m)))
lines <- strsplit(readLines("tests/golden/estimate.txt"), "\t")
word <- sapply(lines, `[`, 1)
starts <- which(word == "estimate")
of <- function(k) Filter(function(l) l[1] == "estimated", lines[starts[k]:(if (k < length(starts)) starts[k + 1] else length(lines))])
for (line in of(1)) {
    part <- if (line[2] == "") design else subset(design, 客服 == line[2])
    same(line, figures(svymean(~mark, part)), 3)
}
same(of(3)[[1]], figures(svytotal(~mark, design)), 3)
for (line in of(4)) {
    part <- if (line[2] == "") design else subset(design, 客服 == line[2])
    same(line, figures(svymean(~good, part)), 9)
}
cat(passed, "passed\n")
