"""Chinese, simplified and traditional: what is said of both stands side by side."""

from __future__ import annotations

from gazette.languages.language import Asking, Language, Numbers
from gazette.languages.scripts import HAN, HAN_DIGITS

_SPANS = (
    "秒钟?|秒鐘|分钟|分鐘|个?小时|個?小時|[个個]?工作日|[个個]?营业日|[个個]?營業日|[个個]?自然日"
    "|[天日周週年]|[个個]?星期|[个個]月"
)

LANGUAGE = Language(
    "zh",
    letters=HAN,
    is_joined=True,
    run_cost=1.8,
    calendar=("年", "月", "日"),
    numbers=Numbers(
        scales={"百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8},
        afternoon="下午",
        numerals=HAN_DIGITS,
        # A single numeral before what is counted: 三天, 二次; not the one in 第三方 or 三十天.
        counted=rf"(?<![第{HAN_DIGITS}十])([{HAN_DIGITS}])(?=[天日周週年次份名项項个個])",
    ),
    units=f"(?:{_SPANS})",
    currencies="[百千万萬亿億]*元|人民币|人民幣|新台币|新臺幣|港元|美元|欧元|歐元",
    conditions=r"(?:(?<!不)[仅僅](?:在|限[于於]?|当|當)?|只有|除非|除外|以外|至少|至多|最多|最少|不超[过過]|不少[于於]"
    r"|不[迟遲][于於]|如果|若(?!干)|前提|毫不[迟遲]延|立即)",
    duties="(?:必须|必須|应当|應當|不应|不應|不得|不可以|不可|不能|不会|不會|可以|有权|有權|无权"
    "|無權"
    "|禁止|严禁|嚴禁|义务|義務|无须|無須|无需|無需"
    "|(?<![相响響适適反对對供])[应應](?![用答急对對付收])|[须須](?!知))",
    numbering=r"第\s*{n}\s*[条條章节節款项項部编編号號]|(?:附件|附录|附錄|附表)\s*{n}",
    references="第",
    updated="(?:最后|最後|最近|上次)(?:更新|修订|修訂|修改|修正)(?:日期|时间|時間)?"
    "|(?:更新|修订|修訂|修改|修正)(?:日期|时间|時間|日)",
    effective="(?:生效|施行|实施|實施)(?:日期|时间|時間|日)",
    printed="(?:打印|列印|下载|下載|获取|擷取)(?:日期|时间|時間)|(?:今天|今日)(?:的)?日期",
    counters=r"(?:浏览|瀏覽|阅读|閱讀|访问|訪問|点击|點擊)(?:量|次数|次數|人数"
    r"|人數)?[:：]? ?{n}(?:次|人)?"
    r"|{n} ?次(?:浏览|瀏覽|阅读|閱讀|访问|訪問)|{n} ?(?:位|名)?(?:粉丝|粉絲|关注者|追蹤者)"
    r"|(?:点赞|點讚|赞|讚)[:：]? ?{n}|(?:阅读|閱讀)约?約? ?{n} ?分[钟鐘]",
    ages=rf"(?:约|約|大约|大約)? ?{{n}} ?(?:{_SPANS})前|刚刚|剛剛",
    asking=Asking(
        asks="请|請|敬请|建议您|建議您|您[应應须須]|[应應][当當]|您有(?:责任|責任|义务|義務)",
        looks="查看|查阅|查閱|阅读|閱讀|浏览|瀏覽|访问|造訪|留意|关注|關注|检查|檢查|检视|檢視"
        "|参阅|參閱",
        thing="页面|頁面|网页|網頁|政策|条款|條款|声明|聲明|网站|網站|协议|協議|公告|规则|規則",
        often="定期|经常|經常|不时|不時|随时|隨時|时常|時常|时不时",
    ),
)
