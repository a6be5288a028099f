#!/bin/sh
# run.sh PROGRAM FOLDER [CASES] - what an example says, also about mistakes: every line of CASES (cases.txt,
# of month_end), on files that are written into FOLDER; /dev/stdin is a
# pipe of chats.csv. The last line is "N passed, N failed".
set -u
program=$(realpath "$1")
name=$(basename "$1")
here=$(realpath "$(dirname "$0")")
cases=$here/${3:-cases.txt}
mkdir -p "$2" && cd "$2" || exit 1

# ---- the files -------------------------------------------------------------------------------

cat >card.json <<'END'
{"format": 1, "id": "test/1", "label": "测试", "sections": [{"id": "s", "label": "服务", "weight": 100, "items": [
 {"id": "sat", "label": "满意率", "metric": "满意率", "weight": 60, "unit": "ratio", "scale": 2, "direction": "higher",
  "curve": {"type": "steps", "bands": [{"at_least": "98%", "points": 100}, {"points": 60}]}},
 {"id": "n", "label": "会话", "metric": "会话量", "weight": 40, "unit": "count", "scale": 0, "direction": "higher",
  "no_data": "renormalise", "curve": {"type": "steps", "bands": [{"at_least": "100", "points": 100}, {"points": 60}]}}]}],
 "red_lines": [{"id": "stall", "label": "推诿", "metric": "推诿", "effect": "zero"}]}
END
sed 's/"points": 60}\]}}\]}\],/"points": 60}]}}]}], "grades": [{"id": "A", "from": 91}, {"id": "B", "to": 90}],/' card.json >gap.json
sed 's/"points": 60}/"points": 95}/' card.json >note.json
head='客服,满意率,会话量,推诿'
printf "$head\nW007,98.61%%,120,0\nW008,97.00%%,90,1\n合计,97.8%%,210,1\n" >ok.csv
printf '客服,满意度,会话量,推诿\nW007,98.61%%,120,0\n' >near.csv
printf "$head\nW007,98.61,120,0\n" >bare.csv
printf "$head\nW007,98.61%%,120,0\nW008,97%%,\"9\n0x\",1\nW009,97%%,12,0\n" >bad.csv
printf "$head\nW007,98.61%%,--,0\n" >part.csv
printf '九月报表\n\n客服;满意率;会话量;推诿\nW007;98.61%%;120;0\n' >title.csv
printf "$head\nW007,98.61%%,120.12345678912,0\n" >fine.csv
printf "$head\n" >empty.csv
printf 'PK\003\004xxxx' >book.xlsx
printf '\377\376a\000' >utf16.csv
printf '日期,客服,数,率\n20260901,甲,3,98.6\n20260915,甲,4,97.5\n20260920,合计,4,97.55555555\n' >events.csv
sed 's/2026\(..\)\(..\),/2026-\1-\2,/' events.csv >days.csv
printf '客服,别名,姓名\nW007,甲,小林\n' >roster.csv
printf '客服,姓名,入职\nW007,小林,2023-13-01\n' >roster-bad.csv
decisions='客服,事项,复核,复核人,日期\nW008,'
printf "${decisions}stal,确认,唐,2026-09-30\n" >part-unknown.csv
printf "${decisions}stall,确认,唐,2026-09-30\nW010,stall,驳回,唐,2026-09-30\n" >person-unknown.csv
printf "${decisions}stall,嗯,唐,2026-09-30\n" >action-unknown.csv
printf "${decisions}stall,确认,唐,2026-09-30\nW007,stall,,,\n" >undecided.csv
printf 'person,part,count\nW007,stall,1\nW008,stall,1\nW007,stall,1\n' >hits.csv
cat >own.json <<'END'
{"format": 1, "definitions": [
 {"id": "org.example.reply_rate/1", "label": {"zh": "本店回复率", "en": "Our reply rate"}, "unit": "ratio",
  "formula": "share(agent_messages > 0)", "columns": [{"name": "agent_messages"}], "to": "2025-12-31"},
 {"id": "org.example.reply_rate/2", "label": {"zh": "本店回复率", "en": "Our reply rate"}, "unit": "ratio",
  "formula": "share(agent_messages > 0 where transferred_out = 0)", "from": "2026-01-01", "grade": "C"}]}
END
sed 's/"formula"/"formla"/' own.json >misspelt.json

sed 's/^{"format": 1,/& "definitions" [/' own.json >broken.json
sed 's/share(/shear(/' own.json >bad-formula.json
sed 's/org.example/org.other/' own.json >other.json
sed 's/org.example/kefu/' own.json >ours.json
cat >first-contact.json <<'END'
{"format": 1, "definitions": [{"id": "org.example.first_contact/1", "label": {"zh": "首次解决", "en": "First contact"},
 "unit": "ratio", "formula": "fcr(buyer, at)"}]}
END
printf '日期,客服,接待买家,回复买家,repliedd,响应\n2026-09-01,甲,30,29,1,1分20秒\n2026-09-01,乙,40,33,1,20秒\n2026-09-02,甲,10,10,1,5秒\n' >chats.csv
printf '客服,agent_messages,transferred_out\n甲,3,0\n甲,0,0\n甲,0,1\n' >sessions.csv
sed 's/"metric": "满意率",/"metric": "reply_rate", "definition": "kefu.reply_rate\/1",/; s/"metric": "会话量"/"metric": "n"/; s/,$/,/
     s/"metric": "推诿"/"metric": "stall"/' card.json >defined.json

printf '客服,买家,时间\n甲,b1,2026-09-01 09:00\n甲,b1,2026-09-03 09:00\n甲,b2,2026-09-20 10:00\n' >contacts.csv
ln -sf "$(dirname "$program")/plugin_fcr.so" fcr.so
echo 'int nothing_of_ours;' | ${CC:-cc} -shared -fPIC -x c - -o none.so
printf 'These are notes, long enough to hold the head of a shared object.\n' >notes.txt

cat >role.json <<'END'
{"format": 1, "id": "book/1", "label": "方案册", "rules": [{"card": "test/1", "role": ["售前"]}, {"card": "test2/1", "role": ["售后"]}]}
END
sed 's/"card": "test2/"crad": "test2/' role.json >role-misspelt.json
echo '{"format": 1, "id": "shifts/1", "rules": [{"card": "count/1", "person": ["W007"]}]}' >shifts.json
cat >count.json <<'END'
{"format": 1, "id": "count/1", "sections": [{"id": "s", "weight": 100, "items": [{"id": "n", "metric": "数", "weight": 100,
 "unit": "count", "direction": "higher", "curve": {"type": "linear", "points": [[0, 0], [10, 100]]}}]}]}
END
sed 's/"higher"/"middle"/; s/"type": "linear", "points".*/"type": "zones", "bounds": [2, 5, 8, 12], "points": [0, 60, 100, 60, 0]}}]}]}/' count.json >middle.json
printf '客服,数\n甲,7\n' >seven.csv
sed 's|"test/1"|"test2/1"|' card.json >card2.json
sed 's/"red_lines"/"days": {"metric": "在岗", "of": 26}, "red_lines"/' card.json >days.json
sed 's/{"metric": "在岗", "of": 26}/"roster"/' days.json >days-roster.json
sed 's/"red_lines"/"blend": {"personal": "70%", "team": "sheet"}, "red_lines"/' card.json >blend.json
sed 's/"red_lines"/"floor": 90, "streaks": [{"id": "two", "label": "连续两月未达标", "all": [{"floor": "below"}], "periods": 2}], "red_lines"/' card.json >streak.json
sed 's/"test\/1", "role": \["售前/"test2\/1", "role": ["售前/; s/"test2\/1", "role": \["售后/"test\/1", "role": ["售后/' role.json >streaks.json
printf '客服,姓名,岗位名称,入职日期,工号\nW007,小林,售前,2023-01-01,1\n' >roles-near.csv
printf '客服,姓名,岗位\nW007,小林,售前\nW008,小周,售后\n' >roles.csv
printf '客服,姓名,岗位\nW007,小林,售前\nW008,小周,\n' >roles-hole.csv
sed "s/$/,在岗/; 1!s/在岗/26/" ok.csv >duty.csv
printf "${decisions}stall,确认,唐,2026-09-30\n" >confirmed.csv
printf "${decisions}stall,确认,唐,2026-02-30\n" >decision-date.csv
printf '客服,事项,复核,改派给,复核人,日期\nW008,stall,改派,W099,唐,2026-09-30\n' >reassign-unknown.csv
printf '客服,事项,复核,改派给,复核人,日期\nW008,stall,改派,W007,唐,2026-09-30\n' >reassigned.csv
cat >pay.json <<'END'
{"format": 1, "id": "pay/1", "label": "工资", "currency": "CNY", "exponent": 2, "parts": [
 {"id": "fine", "label": "赔付", "kind": "items", "rate": "100%"},
 {"id": "base", "label": "基数", "kind": "coefficient", "base": {"metric": "绩效基数"}, "by": "total"}], "wage": {"metric": "底薪"}}
END
cat >pay-hits.json <<'END'
{"format": 1, "id": "pay/2", "label": "工资", "currency": "CNY", "exponent": 2, "parts": [
 {"id": "stalls", "label": "推诿", "kind": "each", "metric": "推诿", "amount": -20}]}
END
sed 's/"kind": "items"/"kind": "itmes"/' pay.json >pay-misspelt.json
printf '客服,底薪,绩效基数\nW007,¥3000,1000\nW008,"3,200",1000\n合计,,\n' >wages.csv
sed 's/¥3000/$3000/' wages.csv >wages-dollar.csv
items='客服,项目,金额,币种,凭证\nW007,fine,-20.50,CNY,P1\n'
printf "$items" >items.csv
printf "${items}W008,fine,-3,USD,P2\n" >items-dollar.csv
printf "${items}W008,fin,-3,CNY,P2\n" >items-part.csv
printf "${items}W010,fine,-3,CNY,P2\n" >items-person.csv
printf "${items}W008,fine,-3.005,CNY,P2\n" >items-digits.csv
cat >awards.json <<'END'
{"format": 1, "id": "awards/1", "label": "评优", "currency": "CNY", "exponent": 2, "prizes": [
 {"id": "chats", "label": "接待之星", "kind": "single", "metric": "会话量", "direction": "higher", "unit": "count", "scale": 0,
  "places": 1, "amounts": [100], "max_terms": 2},
 {"id": "star", "label": "总冠军", "kind": "overall", "over": "mean", "places": 1}]}
END
sed 's/"metric": "会话量"/"metric": "会话数"/' awards.json >awards-metric.json
sed 's/"overall"/"overal"/' awards.json >awards-misspelt.json
sed 's/"over": "mean"/"need": 2/' awards.json >awards-need.json
sed 's/"over": "mean"/"when": [{"grade": ["Z"]}, {"total": {"below": 90}}, {"total": {"above": 90}}]/' awards.json >awards-dead.json
printf '期间,奖项,客服\n2026-08,chats,W007\n' >history.csv
printf '期间,奖项,人\n2026-08,chats,W007\n' >history-column.csv
"$program" --card card.json --by 客服 --table ok.csv --skip 合计 --period 2026-08 --save-sheet before.kefu >/dev/null 2>&1
printf '客服,姓名,团队\nW007,小林,一组\nW008,小周,一组\n' >teams.csv
printf "团队,满意率,会话量,推诿\n一组,97.80%%,210,0\n" >team.csv
"$program" --card card.json --by 团队 --table team.csv --save-sheet team.kefu >/dev/null 2>&1
"$program" --card card2.json --by 客服 --table ok.csv --skip 合计 --skip W008 --save-sheet other7.kefu >/dev/null 2>&1
"$program" --card streak.json --by 客服 --table ok.csv --skip 合计 --skip W007 --save-sheet earlier8.kefu >/dev/null 2>&1
"$program" --card card2.json --by 客服 --table ok.csv --skip 合计 --save-sheet other.kefu >/dev/null 2>&1
"$program" --card streak.json --by 客服 --table ok.csv --skip 合计 --save-sheet earlier.kefu >/dev/null 2>&1
[ ! -f before.kefu ] || { head -c 100 before.kefu >cut.kefu; sed 's/满意率/满意度/' before.kefu >damaged.kefu; }

[ "$name" != weekly_qc ] || . "$here/weekly_files.sh"
[ "$name" != train_reviews ] || . "$here/train_files.sh"

# ---- the cases -------------------------------------------------------------------------------

passed=0 failed=0 tab=$(printf '\t')
while IFS=$tab read -r code words arguments; do
    case $code in '' | '#'*) continue ;; esac
    eval "set -- $arguments"
    cat chats.csv | "$program" "$@" >said 2>&1
    got=$?
    if [ $got -eq "$code" ] && grep -qF -- "$words" said; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $name $arguments: exit $got, expected $code and: $words"
        cat said
    fi
done <"$cases"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
