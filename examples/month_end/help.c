/* help.c - what --help tells. */
#include "month_end.h"

static const char help_input[] =
    "month_end - a team's month: figures, points with their reasons, grades, places\n"
    "\n"
    "  --card FILE            the card (JSON; see kefu/card.h)\n"
    "                         without it the figures are printed as they are\n"
    "  --book FILE            a book: whose card is which by the roster; then --card is given\n"
    "                         for each of its cards, and there is a sheet a card\n"
    "  --by COLUMN            the column that holds the person; required\n"
    "\n"
    "figures, one of these or both:\n"
    "  --events FILE          CSV of events or days; any size, any number of rows a person\n"
    "  --metric 'NAME=FORMULA'   what is computed from the events; repeatable\n"
    "  --metrics FILE         the same from a file: a line each, # begins a comment\n"
    "  --define NAME          a definition of the catalogue in place of a formula: reply_rate,\n"
    "                         回复率, reply_rate/1 (examples/catalogue lists them), or as\n"
    "                         'AS=NAME' where it is to be called otherwise; repeatable\n"
    "  --definitions FILE     definitions of your own beside them (JSON; see kefu/catalogue.h);\n"
    "                         repeatable\n"
    "  --plugin FILE          a shared object with metrics of your own for formulas to call;\n"
    "                         repeatable (examples/plugin_fcr tells how to write one)\n"
    "  --where 'CONDITION'    only these events\n"
    "  --table FILE           CSV with one row a person; repeatable, joined by person\n"
    "  --cell COL=KIND[:over COL][:count COL][:as NAME]   how a column is read:\n"
    "                         number    1,204  ¥12.50  1.2万\n"
    "                         percent   98.61%; percent100 takes 98.61, too, and rate 0.9861\n"
    "                         duration  2分30秒  1:23  90\n"
    "                         text date time   in events only\n"
    "                         In tables `over` divides by another column, and `count` tells\n"
    "                         how many a figure is out of. In events `as` gives the name\n"
    "                         that a definition or formula reads it by. Default: as the unit\n"
    "                         on the card says; in events as the formulas use it\n"
    "  --skip KEY             rows of tables to leave out: 合计; repeatable\n"
    "\n"
    "people and decisions:\n"
    "  --roster FILE          CSV: 客服 别名 姓名 团队 岗位 批次 入职 离职 (kefu/table.h)\n"
    "  --day YYYY-MM-DD       the day the roster is read at, and the definitions hold on\n"
    "  --decisions FILE       CSV: 客服 事项 复核 数量 复核人 日期 改派给 理由 凭证\n"
    "                         复核 is confirm 确认 or reject 驳回 of hits, reassign 改派 them to\n"
    "                         whose they are, uphold 申诉成立 an appeal, exclude 排除 an item;\n"
    "                         rows where it is empty wait for a decision\n"
    "  --as-of YYYY-MM-DD     only decisions up to this day\n"
    "  --period TEXT          shown on the sheet\n"
    "  --from, --to YYYY-MM-DD   first and last day of the period, for cards whose days on duty\n"
    "                         are those of the roster\n"
    "\n";

static const char help_results[] =
    "other months:\n"
    "  --save-sheet FILE      keeps the sheet; those of a book as FILE with -1, -2 ... before\n"
    "                         its ending\n"
    "  --earlier FILE         the sheet kept the period before, then the one before that: for\n"
    "                         streaks; repeatable; of a book all of a period, then the next\n"
    "  --diff FILE            what is different from a sheet that was kept: of last month, or of\n"
    "                         this one before an appeal; of a book repeatable\n"
    "  --team-sheet FILE      a kept sheet whose persons are the teams, for cards that blend\n"
    "\n"
    "pay:\n"
    "  --pay FILE             a pay plan (JSON; see kefu/pay.h): who is paid what, and why\n"
    "  --items FILE           CSV: 客服 项目 金额 币种 凭证, for its parts of kind items\n"
    "  --pay-out FILE         the pay sheet as CSV; --pay-json FILE as JSON with all sentences\n"
    "\n"
    "prizes:\n"
    "  --awards FILE          a plan of prizes (JSON; see kefu/award.h): who wins what, and how\n"
    "                         many took part\n"
    "  --awards-over FILE     a kept sheet of a period before, the earliest first: of a quarter\n"
    "                         two, beside this month; repeatable\n"
    "  --history FILE         CSV: 期间 奖项 客服, winners before: what --awards-out wrote then\n"
    "  --awards-out FILE      the winners as CSV\n"
    "  --award-period TEXT    shown on the prizes, such as 2026-Q3; --period unless given\n"
    "\n";

static const char help_output[] =
    "reading:\n"
    "  --skip-lines N         lines before the header of tables and events, such as a title\n"
    "  --delimiter CHAR       of tables and events: , ; | or tab\n"
    "  --gb18030              the CSV files are GB18030 (GBK), not UTF-8\n"
    "  --skip-bad-rows        report and count rows that cannot be read, and go on\n"
    "  --round                round digits too fine to keep (9 in tables, 6 in events)\n"
    "\n"
    "output:\n"
    "  --why PERSON           the reasons of one person (id or its end, name, alias), or `all`\n"
    "  --slip PERSON          in place of the table: all that a person, or `all`, is told: "
    "points,\n"
    "                         badges and what is missing, what would give more, pay\n"
    "  --what-if              what little change of one figure would give each person more\n"
    "  --lang zh|en           language of labels and reasons; zh unless chosen\n"
    "  --html FILE            one self-contained page, with a printable slip a person; of a book\n"
    "                         as --save-sheet\n"
    "  --json  --csv          the sheet on standard output in place of the table;\n"
    "                         --csv works for figures without a card, too\n"
    "  --excel                --csv with BOM, CRLF and ids as text\n"
    "  --check-batches N      count the events again as N shuffled batches and compare\n"
    "  --check FILE           only look at a card, book, pay plan or plan of prizes: what is "
    "wrong\n"
    "                         with it; repeatable, exit 1 if there are errors\n"
    "  --lint all             notes about the card, too, not only its errors and warnings\n"
    "  --strict               exit 1 if a card or plan has errors (see 方案检查)\n"
    "  --help  --version\n"
    "\n"
    "examples:\n"
    "  month_end --card card.json --table report.csv --by 客服\n"
    "  month_end --card card.json --events days.csv --by 客服 \\\n"
    "      --metric '转化率 = ratio(付款人数, 询单人数)' --html sheet.html --why 林晓燕\n";

void options_help(void)
{
    fputs(help_input, stdout);
    fputs(help_results, stdout);
    fputs(help_output, stdout);
}

int options_usage(void)
{
    fputs("usage: month_end [--card FILE] --by COLUMN --table FILE | --events FILE --metrics FILE\n"
          "       month_end --help tells all\n",
          stderr);
    return 2;
}
