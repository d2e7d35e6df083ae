"""Korean, which sets words apart, but no particles and units."""

from __future__ import annotations

from gazette.languages.language import Asking, Language, Numbers

LANGUAGE = Language(
    "ko",
    is_joined=True,
    calendar=("년", "월", "일"),
    numbers=Numbers(
        spelled={
            1: "한 하나 하루",
            2: "두 둘",
            3: "세 셋",
            4: "네 넷",
            5: "다섯",
            6: "여섯",
            7: "일곱",
            8: "여덟",
            9: "아홉",
            10: "열",
        },
        scales={"백": 2, "천": 3, "만": 4, "억": 8},
        afternoon="오후",
    ),
    units="(?:초|분|시간|영업일|일|주|개월|년)",
    currencies="원|달러|유로",
    duties="(?:하여야|해야|수 있|수 없|안 됩니다|아니 됩니다|금지|의무|않|못)",
    numbering=r"제\s*{n}\s*[조장절항호관편]|(?:별표|별지|부록)\s*제?\s*{n}",
    references="제",
    updated=r"(?:최종|마지막) ?(?:수정|업데이트|변경|개정)일?|(?:개정|수정)일",
    effective=r"시행 ?일(?:자)?|발효일|적용일",
    printed=r"인쇄일시?|인쇄 ?날짜|출력일시?|다운로드 ?(?:일시?|날짜)|오늘 ?날짜",
    counters=r"조회 ?수?[:：]? ?{n}(?:회)?|방문자 ?수?[:：]? ?{n}(?:명)?|팔로워[:：]? ?{n}(?:명)?"
    r"|좋아요[:：]? ?{n}(?:개)?|{n}분 분량"
    r"|(?:{n}명 중 )?{n}명이 (?:이 글이 )?(?:도움이 되었|유용)[가-힣 ]*",
    ages=r"(?:약 ?)?{n} ?(?:초|분|시간|일|주일?|개월|달|년) ?전|방금(?: 전)?",
    asking=Asking(
        asks=r"바랍니다|주세요|주십시오|권장|권합니다|권고|해야 합니다|하여야 합니다",
        looks=r"확인|검토|방문|읽|참고|살펴",
        thing=r"페이지|방침|정책|약관|사이트|공지|문서",
        often=r"정기적|주기적|수시로|때때로|자주|가끔",
    ),
)
