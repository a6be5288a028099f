/* starter_en.c - the English starter set: words that shops meet; no list of any law or platform. */
#include "lexicon/starter.h"

/* clang-format off */
static const kf_starter_list starter_en_lists[] = {
    {KEFU_CAUSE_AGENT_ATTITUDE, KEFU_SAYS_BAD, 0,
     "rude|rudely|impolite|disrespectful|arrogant|dismissive|condescending|hostile|unfriendly|"
     "bad attitude|terrible attitude|poor attitude|horrible attitude|unprofessional|"
     "hung up on me|yelled at me|snapped at me|sarcastic|did not care|didn't care|"
     "couldn't care less|unhelpful"},
    {KEFU_CAUSE_AGENT_ATTITUDE, KEFU_SAYS_GOOD, 0,
     "polite|friendly|courteous|kind|patient|helpful!helpful tips|respectful|caring|"
     "great attitude|welcoming|professional"},
    {KEFU_CAUSE_AGENT_ATTITUDE, KEFU_SAYS_TOPIC, 0,
     "attitude|manners|tone"},
    {KEFU_CAUSE_AGENT_SLOW, KEFU_SAYS_BAD, 0,
     "no reply|no response|no answer|never replied|never answered|never responded|"
     "never got back|did not reply|didn't reply|did not respond|didn't respond|not responding|"
     "unresponsive|ignored my|ignored me|slow to respond|slow to reply|slow response|"
     "slow reply|on hold for|kept waiting|can't reach|cannot reach|could not reach|"
     "couldn't reach|unreachable|automated reply|only a bot"},
    {KEFU_CAUSE_AGENT_SLOW, KEFU_SAYS_GOOD, 0,
     "quick reply|quick response|fast reply|fast response|prompt reply|prompt response|"
     "replied quickly|responded quickly|answered quickly|replied immediately|responsive"
     "!not responsive"},
    {KEFU_CAUSE_AGENT_SLOW, KEFU_SAYS_TOPIC, 0,
     "reply|response time|responds"},
    {KEFU_CAUSE_AGENT_WRONG, KEFU_SAYS_BAD, 0,
     "wrong information|wrong info|misinformed|misled|misleading answer|incompetent|clueless|"
     "had no idea|did not know|didn't know|lied to me|lied about|useless support|contradicted|"
     "could not help|couldn't help|did not solve|didn't solve|not solved|never solved"},
    {KEFU_CAUSE_AGENT_WRONG, KEFU_SAYS_GOOD, 0,
     "knowledgeable|solved my problem|solved the problem|resolved my issue|resolved the issue|"
     "fixed my problem|answered all|explained everything|competent!competent enough"},
    {KEFU_CAUSE_AGENT_WRONG, KEFU_SAYS_TOPIC, 0,
     "expertise"},
    {KEFU_CAUSE_AGENT_STALL, KEFU_SAYS_BAD, 0,
     "passed around|passed me around|the runaround|kept transferring|transferred me|"
     "pass the buck|passing the buck|blamed the courier|blamed the carrier|stalled|stalling|"
     "excuse after excuse"},
    {KEFU_CAUSE_AGENT_PROMISE, KEFU_SAYS_BAD, 0,
     "broken promise|broke their promise|broke his promise|promised but|never kept|"
     "did not keep|didn't keep|went back on|never happened"},
    {KEFU_CAUSE_AGENT_PROMISE, KEFU_SAYS_GOOD, 0,
     "kept their promise|kept his promise|kept her promise|as promised"},
    {KEFU_CAUSE_AGENT_PROMISE, KEFU_SAYS_TOPIC, 0,
     "promise|promised"},
    {KEFU_CAUSE_AFTER_SALES, KEFU_SAYS_BAD, 0,
     "refused to refund|refused a refund|refused my refund|refuse to refund|won't refund|"
     "would not refund|wouldn't refund|no refund|never refunded|not refunded|denied my refund|"
     "refused to replace|won't replace|restocking fee|return was refused|warranty was refused|"
     "void the warranty|warranty denied|charged for return|difficult to return|hard to return|"
     "impossible to return"},
    {KEFU_CAUSE_AFTER_SALES, KEFU_SAYS_GOOD, 0,
     "easy return|easy returns|easy refund|quick refund|fast refund|refunded quickly|"
     "refunded immediately|replaced it quickly|sent a replacement|replacement arrived|"
     "easy to return|free return|hassle-free"},
    {KEFU_CAUSE_AFTER_SALES, KEFU_SAYS_TOPIC, 0,
     "refund|return|returns|returned|warranty|replacement|repair|after-sales|aftersales|"
     "exchange"},
    {KEFU_CAUSE_LOGISTICS, KEFU_SAYS_BAD, 0,
     "late delivery|delivery was late|arrived late|came late|late again|shipping was slow|"
     "slow shipping|slow delivery|never arrived|never came|never delivered|not delivered|"
     "lost in transit|lost package|delayed|delay|took forever to arrive|took weeks|"
     "took a month|still waiting|still haven't received|not received|left it outside|"
     "left in the rain|wrong address"},
    {KEFU_CAUSE_LOGISTICS, KEFU_SAYS_GOOD, 0,
     "fast shipping|quick shipping|fast delivery|quick delivery|prompt delivery|arrived early|"
     "arrived quickly|arrived on time|came on time|came quickly|delivered on time|"
     "next day delivery|shipped quickly|shipped fast"},
    {KEFU_CAUSE_LOGISTICS, KEFU_SAYS_TOPIC, 0,
     "delivery|shipping|courier|shipment|carrier|delivered|shipped|postage time"},
    {KEFU_CAUSE_PACKAGING, KEFU_SAYS_BAD, 0,
     "damaged box|box was damaged|damaged packaging|poor packaging|badly packaged|"
     "poorly packaged|bad packaging|package was open|seal was broken|leaked|leaking|leaks|"
     "spilled|crushed|dented|torn box"},
    {KEFU_CAUSE_PACKAGING, KEFU_SAYS_GOOD, 0,
     "well packaged|well packed|nicely packaged|nicely packed|carefully packed|great packaging|"
     "good packaging|securely packed"},
    {KEFU_CAUSE_PACKAGING, KEFU_SAYS_TOPIC, 0,
     "packaging|package|box!box set|packing|wrapping|seal"},
    {KEFU_CAUSE_MISSING_WRONG, KEFU_SAYS_BAD, 0,
     "missing item|missing items|item missing|items missing|missing part|missing parts|"
     "parts missing|parts were missing|is missing|was missing|wrong item|wrong items|"
     "wrong color|wrong colour|wrong product|wrong model|wrong one|sent the wrong|"
     "received the wrong|incomplete|empty box"},
    {KEFU_CAUSE_MISSING_WRONG, KEFU_SAYS_GOOD, 0,
     "nothing missing|all parts included"},
    {KEFU_CAUSE_QUALITY, KEFU_SAYS_BAD, 0,
     "broke after|it broke|broke within|broken|defective|defect|faulty|poor quality|"
     "bad quality|low quality|cheap quality|terrible quality|quality is poor|quality is bad|"
     "quality is terrible|fell apart|falls apart|falling apart|stopped working|does not work|"
     "doesn't work|did not work|didn't work|won't turn on|won't charge|cracked|flimsy|"
     "cheaply made|poorly made|badly made|peeling|ripped|torn|rusted|rusty|mould|moldy|expired|"
     "stale|rotten|crashes|freezes|malfunction|malfunctioned|died after|junk"},
    {KEFU_CAUSE_QUALITY, KEFU_SAYS_GOOD, 0,
     "good quality|great quality|high quality|excellent quality|top quality|quality is great|"
     "quality is good|well made|well built|sturdy|durable|solid|reliable|works perfectly|"
     "works great|works well|fresh"},
    {KEFU_CAUSE_QUALITY, KEFU_SAYS_GOOD, 1,
     "quality is not bad|not bad quality"},
    {KEFU_CAUSE_QUALITY, KEFU_SAYS_TOPIC, 0,
     "quality|material|fabric|build|battery|screen|workmanship"},
    {KEFU_CAUSE_MISMATCH, KEFU_SAYS_BAD, 0,
     "not as described|not as advertised|not as pictured|not as shown|nothing like the picture|"
     "nothing like the photo|different from the picture|different from the description|"
     "misleading description|false advertising|misleading photo|looks nothing like"},
    {KEFU_CAUSE_MISMATCH, KEFU_SAYS_GOOD, 0,
     "as described!not as described|as pictured!not as pictured|as advertised"
     "!not as advertised|exactly like the picture|true to the picture|matches the description"},
    {KEFU_CAUSE_MISMATCH, KEFU_SAYS_TOPIC, 0,
     "description|photo|picture"},
    {KEFU_CAUSE_FAKE, KEFU_SAYS_BAD, 0,
     "fake|counterfeit|knock-off|knockoff|knock off|replica|not authentic|not genuine|"
     "imitation|refurbished|second hand|pre-owned|used one"},
    {KEFU_CAUSE_FAKE, KEFU_SAYS_GOOD, 0,
     "authentic!not authentic|genuine!not genuine|original product"},
    {KEFU_CAUSE_PRICE, KEFU_SAYS_BAD, 0,
     "overpriced|expensive|pricey|waste of money|not worth|rip off|rip-off|ripoff|"
     "price dropped|price drop|price went down|hidden fees|hidden fee|overcharged|price gouging"},
    {KEFU_CAUSE_PRICE, KEFU_SAYS_GOOD, 0,
     "cheap price|great price|good price|great value|good value|worth it!not worth it|"
     "worth every penny|worth the money|affordable|bargain|great deal|good deal|"
     "reasonable price|inexpensive"},
    {KEFU_CAUSE_PRICE, KEFU_SAYS_TOPIC, 0,
     "price|prices|cost|costs|coupon|discount"},
    {KEFU_CAUSE_GIFT, KEFU_SAYS_BAD, 0,
     "gift missing|missing gift|no free gift|gift was not included|free gift was not|"
     "no invoice|invoice missing|never sent the invoice"},
    {KEFU_CAUSE_GIFT, KEFU_SAYS_GOOD, 0,
     "nice free gift|lovely free gift|gift included"},
    {KEFU_CAUSE_GIFT, KEFU_SAYS_TOPIC, 0,
     "gift|gifts|invoice|cashback"},
    {KEFU_CAUSE_FIT_SIZE, KEFU_SAYS_BAD, 0,
     "too small|too big|too large|too tight|too loose|too short|too long!took too long|"
     "runs small|runs large|runs big|runs a size|wrong size|does not fit|doesn't fit|"
     "didn't fit|did not fit|size is off|sizing is off"},
    {KEFU_CAUSE_FIT_SIZE, KEFU_SAYS_GOOD, 0,
     "fits perfectly|fits well|fits great|perfect fit|great fit|true to size|right size"},
    {KEFU_CAUSE_FIT_SIZE, KEFU_SAYS_TOPIC, 0,
     "size|sizing|fit"},
    {KEFU_CAUSE_EXPERIENCE, KEFU_SAYS_BAD, 0,
     "smells bad|smells awful|bad smell|strong smell|terrible smell|chemical smell|stinks|"
     "smelly|tastes bad|tastes awful|bad taste|bland|no effect|no difference|uncomfortable|"
     "irritated my skin|itchy|allergic|rash|sticky|greasy|too loud|noisy|hard to use|"
     "difficult to use|does nothing"},
    {KEFU_CAUSE_EXPERIENCE, KEFU_SAYS_GOOD, 0,
     "smells great|smells good|smells nice|tastes great|delicious|tasty|yummy|comfortable|"
     "comfy|easy to use|soft|smooth|quiet"},
    {KEFU_CAUSE_EXPERIENCE, KEFU_SAYS_TOPIC, 0,
     "smell|taste|scent|flavor|flavour|effect|sound"},
    {KEFU_CAUSE_PLATFORM, KEFU_SAYS_BAD, 0,
     "payment failed|payment error|charged twice|double charged|app crashes|app crashed|"
     "website is down|website crashed|cannot log in|can't log in|checkout failed|"
     "account was locked|account blocked"},
    {KEFU_CAUSE_PLATFORM, KEFU_SAYS_TOPIC, 0,
     "app|website|payment|checkout|account"},
    {KEFU_CAUSE_MALICIOUS, KEFU_SAYS_BAD, 0,
     "extortion|scam buyer"},
    {KEFU_CAUSE_OVERALL, KEFU_SAYS_BAD, 0,
     "disappointed|disappointing|terrible|horrible|awful|worst|bad|poor|hate it|hated it|"
     "do not buy|don't buy|wouldn't recommend|not recommend|don't recommend|never again|"
     "never buy again|stay away|avoid|unhappy|not happy|unsatisfied|dissatisfied|scam|one star|"
     "zero stars|complaint|complaints|regret|garbage|rubbish|trash!trash can!trash bag|crap|"
     "mediocre|annoying|frustrating|frustrated|pathetic"},
    {KEFU_CAUSE_OVERALL, KEFU_SAYS_GOOD, 0,
     "good|great|excellent|amazing|awesome|fantastic|wonderful|perfect|love it|loved it|"
     "love this|happy|satisfied|pleased|recommend|five stars|5 stars|best purchase|buy again|"
     "thank you|impressed|nice|superb|brilliant|outstanding"},
    {KEFU_CAUSE_OVERALL, KEFU_SAYS_GOOD, 1,
     "not bad|not too bad|no complaints|no complaint|can't complain|cannot complain|"
     "no problems|no issues|nothing to complain|can't go wrong|never disappoints"},
    {KEFU_CAUSE_SERVICE, KEFU_SAYS_BAD, 0,
     "poor service|bad service|terrible service|horrible service|awful service|worst service|"
     "poor customer service|bad customer service|terrible customer service|no customer service|"
     "service is terrible|service was terrible|service is poor|service was poor"},
    {KEFU_CAUSE_SERVICE, KEFU_SAYS_GOOD, 0,
     "good service|great service|excellent service|great customer service|"
     "good customer service|excellent customer service|amazing service|service was great|"
     "service is great|service was excellent"},
    {KEFU_CAUSE_SERVICE, KEFU_SAYS_TOPIC, 0,
     "support|service|staff|representative|rep|seller|agent|customer care"},
    {KF_LIST_INSULT, KEFU_SAYS_TOPIC, 0,
     "idiot|moron|stupid|dumb|shut up|loser|asshole|bastard|bitch|fuck|go to hell|screw you|"
     "retard|jerk|you fool"},
    {KF_LIST_THREAT, KEFU_SAYS_TOPIC, 0,
     "i will find you|know where you live|you will regret|you'll regret|watch your back|"
     "i will kill|hurt you|make you pay for this"},
    {KF_LIST_CONTACT, KEFU_SAYS_TOPIC, 0,
     "whatsapp|add me on|telegram|wechat|text me at|call me at|call my number|"
     "my phone number is|my number is|email me at|dm me|message me on|contact me outside|"
     "facebook messenger|snapchat"},
    {KF_LIST_CASH_FOR_PRAISE, KEFU_SAYS_TOPIC, 0,
     "refund for a review|refund for review|gift card for a review|gift card for review|"
     "cashback for a review|discount for a review|money for a review|pay for a review|"
     "free product for review|five star review+refund|5 star review+refund|review+gift card|"
     "change your review+refund|remove your review+refund|delete your review+refund"},
    {KF_LIST_REFUSE_LIABILITY, KEFU_SAYS_TOPIC, 0,
     "not my problem|not our problem|not my fault|not our fault|not my responsibility|"
     "not our responsibility|not my job|your own fault|not responsible for|"
     "nothing to do with us|at your own risk|we take no responsibility|your problem"},
    {KF_LIST_ABSOLUTE, KEFU_SAYS_TOPIC, 0,
     "best in the world|the best in|number one|no. 1|world's best|world class|100%!100% cotton"
     "!100% wool!100% polyester!100% silk!100% linen|absolutely the best|lowest price|"
     "the only one|guaranteed best|unbeatable|perfect in every|forever|lifetime"
     "!lifetime warranty|never fails|second to none"},
    {KF_LIST_PRIVACY, KEFU_SAYS_TOPIC, 0,
     "social security number|your password|your card number|credit card number|your pin|"
     "id card photo|photo of your id|verification code|are you married|how old are you|"
     "your home address"},
    {KF_LIST_DISCRIMINATION, KEFU_SAYS_TOPIC, 0,
     "you people|people like you|your kind|too poor|can't afford it|cannot afford it|"
     "go back to your country|typical woman|typical man"},
    {KF_LIST_PROMISE_EFFECT, KEFU_SAYS_TOPIC, 0,
     "100% effective|100% cure|guaranteed to work|guaranteed results|guaranteed to cure|cures|"
     "cure for|no side effects|works for everyone|instant results|permanent results|"
     "lose weight guaranteed|clinically proven to cure|never come back"},
    {KF_LIST_NEGATIVE_TONE, KEFU_SAYS_TOPIC, 0,
     "i don't know|i do not know|no idea|nothing i can do|nothing we can do|can't help you|"
     "cannot help you|impossible|not possible|calm down|read the description|"
     "i already told you|as i said|like i said|take it or leave it|whatever|so what|who cares|"
     "don't buy it then|stop asking|go ahead and complain"},
    {KF_LIST_STALLING, KEFU_SAYS_TOPIC, 0,
     "contact the manufacturer|contact the courier|contact the carrier|call the courier|"
     "ask the courier|contact the platform|talk to someone else|not my department|"
     "another department|wait for notice|call back later|try again later|i have no authority"},
    {KF_LIST_OFF_PLATFORM_DEAL, KEFU_SAYS_TOPIC, 0,
     "pay me directly|wire transfer|bank transfer to|pay by paypal directly|send money to|"
     "outside the platform|off the platform|cancel the order and pay|venmo me|cash app|"
     "western union"},
    {KF_LIST_PROMISE_REFUND, KEFU_SAYS_TOPIC, 0,
     "will refund|we'll refund|i'll refund|refund you|issue a refund|process your refund|"
     "process a refund|full refund|refund within|give you a refund|your money back|"
     "compensate you"},
    {KF_LIST_PROMISE_SEND, KEFU_SAYS_TOPIC, 0,
     "send you a new|send you another|send a replacement|ship a replacement|ship you a new|"
     "resend|reship|send it again|will replace it"},
    {KF_LIST_PROMISE_TIME, KEFU_SAYS_TOPIC, 0,
     "ship today|ships today|within 24 hours|within 48 hours|within 24h|within hours|"
     "by tonight|today!today's|tomorrow|business days|right away|immediately|"
     "as soon as possible"},
    {KF_LIST_PROMISE_CALL, KEFU_SAYS_TOPIC, 0,
     "call you back|give you a call|will call you|phone you back|get back to you|"
     "will contact you|reach out to you|follow up with you"},
    {KF_LIST_PROMISE_GIFT, KEFU_SAYS_TOPIC, 0,
     "send you a gift|free gift with|send you a coupon|give you a coupon|send you a voucher|"
     "include a gift|add a free"},
    {KF_LIST_PROMISE_PRICE, KEFU_SAYS_TOPIC, 0,
     "price match|match the price|refund the difference|price protection|give you a discount|"
     "lower the price for you|price will not drop"},
    {KF_LIST_PAID, KEFU_SAYS_TOPIC, 0,
     "received this free|received for free|in exchange for my|in exchange for a|"
     "in exchange for an|free product in exchange|paid to write|asked me to leave|"
     "gift card for my review|for my honest review"},
    {KF_LIST_DEFAULT, KEFU_SAYS_TOPIC, 0,
     "user did not leave|left no comment|no comment left|default rating|no written review"},
    {KF_LIST_ADVERT, KEFU_SAYS_TOPIC, 0,
     "work from home|earn money|make money|click here|visit my|check my profile|promo code|"
     "discount code|buy from me|crypto|bitcoin|free followers"},
    {KF_LIST_REFUND, KEFU_SAYS_TOPIC, 0,
     "want a refund|want my money|need a refund|demand a refund|asking for a refund|"
     "give me a refund|refund me|refund my|money back please|request a refund|"
     "requested a refund|want to return|return it for"},
    {KF_LIST_INJURY, KEFU_SAYS_TOPIC, 0,
     "allergic|burned my|burnt my|burns on|electric shock|shocked me|cut my|cut myself|injured|"
     "injury|bleeding|caught fire|on fire|exploded|smoke came|food poisoning|vomiting|threw up|"
     "diarrhea|hospital|emergency room|rash|hives|choked|choking hazard|blisters|swollen"},
    {KF_LIST_MEDIA, KEFU_SAYS_TOPIC, 0,
     "go to the media|go to the press|post this online|post it online|expose you|expose this|"
     "on social media|viral|news station|journalist|tell everyone online"},
    {KF_LIST_LAW, KEFU_SAYS_TOPIC, 0,
     "sue you|sue them|lawsuit|lawyer|attorney|legal action|take you to court|small claims|"
     "consumer protection|better business bureau|bbb|report you|report this seller|report them|"
     "file a complaint|filed a complaint|chargeback|dispute the charge|police|fraud"},
    {KF_LIST_REQUEST, KEFU_SAYS_TOPIC, 0,
     "please send|please contact|please call|please reply|please respond|please fix|"
     "please help|please replace|please refund|please resend|can you send|could you send|"
     "could you please|can you please|contact me|call me back|send me the invoice|"
     "send me an invoice|i would like you to"},
    {KF_LIST_BLACKMAIL, KEFU_SAYS_TOPIC, 0,
     "delete the bad review|remove the bad review|delete my review if|remove my review if|"
     "change my review if|or i will leave a bad|or i'll leave a bad|or one star|pay me+review|"
     "pay me+delete|refund me or"},
    {KF_LIST_NEGATOR, KEFU_SAYS_TOPIC, 0,
     "not!not only!why not!not to mention!if not!whether or not|no!no doubt!no wonder!no matter"
     "!no longer than!no. 1|never!never mind|isn't|wasn't|aren't|weren't|don't|doesn't|didn't|"
     "can't|cannot|couldn't|won't|wouldn't|hasn't|haven't|hadn't|shouldn't|without"
     "!without a doubt|none|neither|nor|nothing|nobody|hardly|barely|free of|lack of|isnt|"
     "wasnt|dont|doesnt|didnt|cant|wont"},
    {KF_LIST_DOUBLE_NEGATOR, KEFU_SAYS_TOPIC, 0,
     "not un|not without|never not|not never|can't not|not unhappy|not dissatisfied|"
     "not disappointed"},
    {KF_LIST_CONTRAST, KEFU_SAYS_TOPIC, 0,
     "but!nothing but!all but!anything but|however!however much|although|though!as though|"
     "even though|yet!not yet!yet another|except|except for|except that|apart from|other than|"
     "despite|in spite of|unfortunately|sadly|on the other hand|still!still waiting!still have"
     "!still not!still no!still works|only complaint|only downside|only problem|my only"},
    {KF_LIST_CONDITION, KEFU_SAYS_TOPIC, 0,
     "if!as if!what if not|unless|in case|hope|hoping|hopefully|worried|worry!don't worry|"
     "afraid|fear|feared|wish|would be nice|would have been|could have been|should have been|"
     "supposed to|thought it would|expected it|suggest|maybe|perhaps|otherwise!otherwise great"
     "!otherwise good"},
    {KF_LIST_QUESTION, KEFU_SAYS_TOPIC, 0,
     "?|is there|is it possible|does it|does this|do you|can i|can you|could you|how long|"
     "how much|how do i|what is|what size|when will|where is|will it|which one|anyone know|why|"
     "how come"},
    {KF_LIST_QUOTE, KEFU_SAYS_TOPIC, 0,
     "he wrote|she wrote|they wrote|he said|she said|they said|it says|it said|so called|quote|"
     "scammer|claims to be|pretends to be"},
    {KF_LIST_AGENT_WORD, KEFU_SAYS_TOPIC, 0,
     "customer service|customer support|support|agent|rep|representative|staff|manager|"
     "supervisor|assistant|operator|advisor|technician|sales person|salesperson|sales rep|"
     "receptionist|named"},
    {KF_LIST_PRAISE_WORD, KEFU_SAYS_TOPIC, 0,
     "lovely|beautiful|gorgeous|cute|stylish|elegant|convenient|fast|quick|quickly|prompt|"
     "clean|clear|handy|useful|fun|cool|joy|grace|hope for|sunny|thanks|thankful|grateful|glad|"
     "delighted|enjoy|enjoyed|well|fine|neat|lightweight|efficient|effective|accurate|excited|"
     "favorite|favourite|super|top notch|first class|happy with"},
    {KF_LIST_BLAME_WORD, KEFU_SAYS_TOPIC, 0,
     "slow|slowly|late!of late!late night|dirty|ugly|wrong|weak|loud|useless|worthless|"
     "pointless|problem!no problem!solved my problem!fixed my problem!solved the problem|"
     "problems|issue|issues|trouble|difficult|hard to|annoyed|angry|upset|sad|mess|messy|lousy|"
     "inferior|subpar|lacking|lacks|fail|failed|fails|failure|error|errors|nightmare|"
     "ridiculous|unacceptable|disgusting|gross|painful|hurts|boring|cheated|deceived|dishonest|"
     "liar|liars|shady|waste|wasted|sucks|sucked|damaged|worse|not good|not great|not working|"
     "not worth the"},
};
/* clang-format on */

const kf_starter kf_starter_en = {"kefu.lexicon.en/1",
                                  "en",
                                  {"英文起步词表", "English starter set"},
                                  starter_en_lists,
                                  sizeof starter_en_lists / sizeof *starter_en_lists};
