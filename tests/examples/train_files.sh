# train_files.sh - the files of train.txt: composed reviews with labels.
awk 'BEGIN {
    split("很好 满意 舒服 推荐", good, " "); split("太差 失望 难受 后悔", bad, " ")
    split("杯子 键盘 外套 台灯 耳机", thing, " ")
    print "正文,日期,polarity,logistics,agent_attitude"
    for (i = 0; i < 240; i++) {
        yes = (i * 7) % 3 != 0; fast = i % 4 == 0; agent = i % 5 == 0
        printf "%s%s%s%s%s第%c%c批,2026-10-%02d,%d,%d,%s\n", thing[i % 5 + 1], yes ? good[i % 4 + 1] : bad[i % 4 + 1],
            fast ? "快递到得快" : "", agent ? "客服爱理不理" : "", i % 2 ? "用了" : "刚买", 97 + i % 26, 97 + i / 26,
            i % 28 + 1, yes, fast, i % 3 ? agent : ""
    }
}' >labels.csv
iconv -f UTF-8 -t GB18030 labels.csv >gbk.csv
{ head -1 labels.csv | cut -d, -f1-3; sed -n 2,6p labels.csv | cut -d, -f1-3; } >few.csv
sed '1s/正文/内容/' labels.csv >untitled.csv
sed '5s/,[01],/,7,/' labels.csv >marks.csv
echo none >own.csv
