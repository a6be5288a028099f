# weekly_files.sh - what weekly.txt runs on, written into the current folder by run.sh: a small week of four
# people, and lists that are wrong in one way each.
{
    echo '会话ID,客服,质检组,日期,满意度,退款,时长,买家,引用'
    n=0
    for agent in 甲,A 乙,A 丙,B 丁,B; do
        n=$((n + 1))
        for i in 1 2 3 4 5 6; do
            echo "${n}0$i,$agent,2026-09-2$i,$i,0,$((i * 30)),买家$n$i,\"我是买家$n$i,电话13800138000\""
        done
    done
} >week.csv
cat >qc.json <<'END'
{"format": 1, "id": "qc/1", "label": {"zh": "周检", "en": "Weekly"}, "key": "会话ID", "by": ["客服"],
 "agent": {"column": "客服", "min": 3},
 "classes": [
  {"id": "bad", "label": {"zh": "不满意", "en": "unhappy"}, "where": "满意度 <= 2", "take": "all"},
  {"id": "rest", "label": {"zh": "其他", "en": "others"}}]}
END
sed 's/"min": 3/"min": 9/' qc.json >qc-short.json
sed 's/"take": "all"/"take": 5/' qc.json >qc-take.json
sed 's/"min": 3/"min": 3, "if_fewer": "all"/' qc.json >qc-any.json
sed 's/"by"/"where": "客服 is not null", "by"/' qc.json >qc-where.json
sed 's/满意度 <= 2/满意 <= 2/' qc.json >qc-name.json
sed 's/满意度 <= 2/日期 <= 2/' qc.json >qc-type.json
sed 's/满意度 <= 2/满意度 <=/' qc.json >qc-syntax.json
sed 's/满意度 <= 2/等级 <= 2/' qc.json >qc-grade.json
sed 's/"classes"/"clases"/' qc.json >qc-misspelt.json
sed 's/满意度/等级/' week.csv >week-grade.csv
sed '5s/,4,0,/,四,0,/' week.csv >week-number.csv
sed '5s/^104/101/' week.csv >week-twice.csv
sed '5s/,A,/,B,/' week.csv >week-pools.csv
sed '5s/,甲,/,,/' week.csv >week-nobody.csv
sed 's/客服/坐席/' week.csv >week-agent.csv
sed '1s/会话ID,客服/编号,坐席/' week.csv >week-key.csv
sed 's/会话ID/编号/; s/客服/坐席/g' qc.json >qc-key.json
grep -v '"agent"' qc.json | sed 's/ "by": .*,//; s/}\]}/}], "total": 12}/' >qc-noagent.json
grep -v '"agent"' qc.json | sed 's/"others"}/&, "take": 1/' >qc-by.json
iconv -f UTF-8 -t GB18030 week.csv >week-gb18030.csv
iconv -f UTF-8 -t GB18030 qc.json >qc-gb18030.json
sed '2,$s/^/00/' week.csv >week-zeros.csv
printf '会话ID,原因\n101,测试\n' >unsuitable-zeros.csv
printf '质检员,质检组\n甲,B\n乙,B\n丙,A\n丁,A\n' >inspectors.csv
printf '质检员\n戊\n己\n' >inspectors-two.csv
printf '质检员,质检组\n甲,B\n乙,B\n' >inspectors-few.csv
printf '姓名,质检组\n甲,B\n' >inspectors-column.csv
printf '质检员,被检人,双向\n甲,丙,1\n甲,戊,0\n' >bans-name.csv
printf '质检员,被检人,双向\n甲,丙,是\n' >bans-both.csv
printf '会话ID,原因,操作人\n101,测试,甲\n' >unsuitable.csv
printf '会话ID,原因\n101,测试\n999,测试\n' >unsuitable-id.csv
printf '会话ID,原因\n101,测试\n101,测试\n' >unsuitable-twice.csv
printf '会话ID,原因\n101,\n' >unsuitable-reason.csv
printf '会话ID\n101\n' >unsuitable-column.csv
printf '质检员,被检人,期间\n甲,丙,三\n' >pairs-period.csv
printf '质检员,被检人,期间\n甲,丙,7\n' >pairs-others.csv
printf '小甲\n' >nicknames.txt
printf '\377\376a\000' >utf16.csv
printf 'a,b\n\201\060\n' >bytes.csv

qc='--conversations week.csv --plan qc.json --seed s'
key=orchid-7-orchid-7
people="$qc --inspectors inspectors.csv --each 1"
rm -rf lists* pairs.csv fresh* && mkdir lists fresh fresh-key
"$program" $people --lists lists --invent x >made 2>&1 || cat made
for wrong in replaced word failed more fine criterion twice unknown short alien empty gb18030 semicolon bytes gone first; do
    cp -r lists lists-$wrong
done
marks=',\([0-9]*\),\([01]\),\([1-3]\),\([1-3]\),\([1-3]\)'
sed -i "2s/$marks/,好,\2,\3,\4,\5/" lists-word/甲.csv
sed -i "2s/$marks/,\1,2,\3,\4,\5/" lists-failed/甲.csv
sed -i "2s/$marks/,101,\2,\3,\4,\5/" lists-more/甲.csv
sed -i "2s/$marks/,90.55,\2,\3,\4,\5/" lists-fine/甲.csv
sed -i "2s/$marks/,\1,\2,4,\4,\5/" lists-criterion/甲.csv
sed -i '2p' lists-twice/甲.csv
sed -i '2s/^"=""[0-9]*"""/999/' lists-unknown/甲.csv
sed -i '2s/^"=""[0-9]*"""/2.639E+10/' lists-short/甲.csv
sed -n 2p lists/乙.csv >>lists-alien/甲.csv
sed -i "s/$marks/,,,,,/" lists-empty/*.csv
rm lists-gone/甲.csv
for list in lists-gb18030/*.csv; do
    sed 's/\xEF\xBB\xBF//; s/"=""\([0-9]*\)"""/\1/' "$list" | iconv -f UTF-8 -t GB18030 >saved && mv saved "$list"
    printf '\n' >>"$list" # of a cell that was cleared
done
mkdir lists-second # two have each conversation, and one has marked none
two="$qc --inspectors inspectors-two.csv --second 1"
"$program" $two --lists lists-second --invent x >made 2>&1 || cat made
sed -i "s/$marks/,,,,,/" lists-second/戊.csv
for list in lists-semicolon/*.csv; do
    sed 's/"=""\([0-9]*\)"""/\1/; s/"[^"]*"/x/g; s/,/;/g' "$list" >saved && mv saved "$list"
done
printf '\201\377' >>lists-bytes/甲.csv
sed -i '1s/评分/得分/' lists-first/甲.csv
