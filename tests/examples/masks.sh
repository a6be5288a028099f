#!/bin/sh
# masks.sh WEEKLY_QC FOLDER - quoted texts as they are shown with --anonymous, each compared with what is
# expected: 〔号码〕 and so on stand for what is masked, N for a pseudonym.
set -eu
program=$(realpath "$1")
mkdir -p "$2" && cd "$2"
rm -rf lists && mkdir lists
cat >masks.txt <<'END'
电话13812345678 => 电话〔号码〕
138-1234-5678和+86 138 1234 5678 => 〔号码〕和〔号码〕
(0571) 8888 6666转8012 => (〔号码〕转8012
１３８１２３４５６７８ => 〔号码〕
身份证33010619900101123X。 => 身份证〔号码〕。
快递SF1234567890123到了 => 快递SF〔号码〕到了
共3件1299元，7天无理由 => 共3件1299元，7天无理由
发a.b-c@mail.example.com吧 => 发〔邮箱〕吧
请@所有人 => 请@所有人
寄到广东省深圳市南山区科苑路18号3栋1204室，谢谢 => 寄到〔地址〕，谢谢
杭州市文一西路969号2幢601。 => 〔地址〕。
北京的快递到了吗 => 北京的快递到了吗
甲乙丙您好，小甲在吗 => N您好，N在吗
我是Happy_Buyer，HAPPY_BUYER => 我是N，N
<b>&"x" => <b>&"x"
END
awk 'BEGIN { print "会话ID,客服,质检组,买家,引用" }
    { sub(/ => .*/, ""); gsub(/"/, "\"\""); print 100 + NR ",甲乙丙,A,happy_buyer,\"" $0 "\"" }' masks.txt >chats.csv
printf '质检员\n乙\n' >inspectors.csv
printf '小甲\r\n' >names.txt
echo '{"format": 1, "id": "masks/1", "label": "遮挡", "key": "会话ID", "by": ["客服"],
 "classes": [{"id": "all", "label": "全部", "take": "all"}]}' >plan.json
"$program" --conversations chats.csv --plan plan.json --seed s --inspectors inspectors.csv --each 1 --lists lists \
    --anonymous violet-8-violet-8 --hide names.txt >said
sed 's/.* => //' masks.txt >expected
tail -n +2 lists/*.csv | sed 's/"=""\([0-9]*\)"""/\1/' | LC_ALL=C sort -n |
    sed 's/^[^,]*,[^,]*,,,[^,]*,//; s/,"\{0,1\}全部.*//; s/^"\(.*\)"$/\1/; s/""/"/g; s/\(客服\|买家\|人名\)-[0-9A-F]\{8\}/N/g' >got
diff expected got || exit 1
echo "$(wc -l <expected) texts as expected"
