#!/bin/sh
# days.sh DAILY FOLDER - three invented days of three agents: each is counted by itself, the month is their merge.
# The last line is what a day that comes twice gives.
set -eu
daily=$(realpath "$1")
mkdir -p "$2" && cd "$2" && rm -f copy.state
head='客服,买家,金额,响应秒,已付款\n'
printf "${head}小林,b1,120.50,14,1\n小林,b2,80,35,0\n阿杰,b3,45.00,8,1\n阿杰,b1,45.00,9,1\n小林,b4,60,22,0\n" >2026-09-01.csv
printf "${head}小林,b1,19.90,41,1\n小林,b2,80,12,1\n阿杰,b3,45.00,7,0\n周周,b5,300,65,0\n" >2026-09-02.csv
printf "${head}小林,b4,60,18,1\n周周,b5,300,30,1\n周周,b6,12.34,28,1\n阿杰,b7,45.00,90,0\n小林,b1,5,11,0\n" >2026-09-03.csv
for day in 2026-09-0?.csv; do
    "$daily" count "${day%.csv}" "$day" "${day%.csv}.state"
done
"$daily" month ./*.state
"$daily" check ./*.csv -- ./*.state
cp 2026-09-03.state copy.state
"$daily" month ./2026*.state copy.state 2>&1 || true
