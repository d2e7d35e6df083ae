"""Japanese.

It writes no spaces: a text is cut where the class of characters changes, with inflections kept to
their stems and particles apart.
"""

from __future__ import annotations

from gazette.languages.language import Asking, Language, Numbers
from gazette.languages.scripts import HAN, HIRAGANA, KANA, KATAKANA

_KANJI = f"[{HAN}ヶ]"
_KANA = f"[{HIRAGANA}]"
# Written with a kanji, but no stem with an inflection.
_FIXED = "又は|及び|並びに|若しくは|或いは|但し|且つ|その他|関する|関して|対する|対して"
# First halves of compound verbs: the second half is the same word (取り扱い, 問い合わせ).
_FIRST_HALF = "[取受問申引立差書読払組振打割切繰持呼貸借買売積][りけいしきちみ]"
# Hiragana words that begin a segment wherever they stand, longest first.
_FUNCTION = (
    "および|または|ならびに|もしくは|ただし|あるいは|ところ|とおり|について|において|における|"
    "により|による|によって|として|とする|という|である|でき(?:る|ない|ます|ません|た|て)|"
    "いたします|いただ[かきくけ]|ください|これら|それら|その|この|もの|こと|とき|ため|よう|のち|うえ|"
    "から|まで|より|など|のみ|です|ます|ません|ました|した|して|します|する|される|された|されて|"
    f"されます|され|や(?!か)|[はがをにでとのもへ]|[おご](?={_KANJI})"
)
_NUMERALS = "一二三四五六七八九十"

LANGUAGE = Language(
    "ja",
    is_joined=True,
    run_cost=1.8,
    segments=(
        _FIXED,
        rf"[おご]?(?:{_FIRST_HALF}(?={_KANJI}))?{_KANJI}+(?:(?!{_FUNCTION}){_KANA})*",
        _FUNCTION,
        rf"(?:(?!{_FUNCTION}){_KANA})+",
        f"[{KATAKANA}]+",
    ),
    alone=KANA,
    calendar=("年", "月", "日"),
    numbers=Numbers(
        scales={"百": 2, "千": 3, "万": 4, "億": 8},
        afternoon="午後",
        numerals=_NUMERALS,
        # A single numeral before a counter: 三日, 二つ; not the one in 第三者 or 三十日.
        counted=rf"(?<![第{_NUMERALS}])([{_NUMERALS}])(?=[日月年回度つ個時分週名人か箇ヶカ営])",
    ),
    units="(?:秒間?|分間?|時間|営業日|日間?|週間|[かヶカケ箇]月間?|年間?)",
    currencies="円|ドル|ユーロ",
    duties="(?:なければなりません|なければならない|必要があります|てはなりません|てはならない"
    "|ことができません|ことができます|できません|できます|ことができる|できない|できる|ものとします"
    "|禁止|義務|しません|ません)",
    numbering=r"第\s*{n}\s*[条章節款項部編号]|(?:別紙|別表|付録)\s*第?\s*{n}",
    references="第",
    updated=r"最終(?:更新|改定|改訂|変更)日?|(?:更新|改定|改訂)日",
    effective=r"(?:施行|発効|適用開始|効力発生)日",
    printed=r"印刷日時?|出力日時?|取得日時?|ダウンロード日時?|(?:本日|今日)の日付",
    counters=r"{n} ?(?:回(?:視聴|表示|閲覧)|ビュー|人の(?:訪問者|フォロワー)|フォロワー"
    r"|件のいいね|分で読めます)|(?:{n} ?人中 ?)?{n} ?人が(?:役に立った|参考になった)と"
    r"(?:回答|評価)し(?:ています|ました)"
    r"|(?:閲覧数|表示回数|再生回数|アクセス数|訪問者数|フォロワー|いいね)[:：]? ?{n}",
    ages=r"(?:約 ?)?{n} ?(?:秒|分|時間|日|週間|[かヶカケ箇]月|年)前|たった今",
    asking=Asking(
        asks=r"ください|下さい|お願い|お勧め|おすすめ|推奨|必要があります",
        looks=r"確認|ご覧|参照|閲覧|お読み|アクセス",
        thing=r"(?:ページ|ポリシー|方針|規約|サイト|お知らせ|通知)",
        often=r"定期的|随時|時々|ときどき|適宜|頻繁|こまめ|都度",
    ),
)
