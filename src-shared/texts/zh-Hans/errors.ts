import type { errors as English } from "#shared/texts/en/errors.ts";
import type { Translation } from "#shared/texts/Translation.ts";

export const errors: Translation<typeof English> = {
  VALIDATION_FAILED: {
    title: "中央服务不接受输入的内容。",
    advice: "请更正下列字段后重新提交。",
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    title: "请求缺少防止重复提交的识别码。",
    advice: "未作任何处理。请关闭表单，重新打开后再试；如再次出现，请报告。",
  },
  NOT_FOUND: {
    title: "此项目已不存在，或您无权查看。",
    advice: "请返回列表重新搜索。",
  },
  IDEMPOTENCY_IN_PROGRESS: {
    title: "同一请求仍在处理中。",
    advice: "不会重复处理。请稍候，再查看该记录。",
  },
  VERSION_MISMATCH: {
    title: "您查看期间，内容已被他人更改。",
    advice: "未作任何处理。请比对变更后再作决定。",
  },
  PAYLOAD_TOO_LARGE: {
    title: "请求过大。",
    advice: "未作任何处理。请缩短文字或减少附件。",
  },
  IDEMPOTENCY_KEY_REUSED: {
    title: "此表单已提交过另一请求。",
    advice: "没有再作任何处理。请关闭表单并查看记录，有需要时重新开始。",
  },
  CLIENT_UPGRADE_REQUIRED: {
    title: "此版本的 Deposit Desk 过旧。",
    advice: "请安装新版本后继续；目前仍可查阅。",
  },
  IF_MATCH_REQUIRED: {
    title: "请求未指明版本。",
    advice: "未作任何处理。请重新打开记录再试；如再次出现，请报告。",
  },
  RATE_LIMITED: {
    title: "短时间内请求过多。",
    advice: "未作任何处理。请等一分钟后再试。",
  },
  INTERNAL: {
    title: "程序内部发生错误。",
    advice: "重复操作前请先查看记录，并报告代码及跟踪码。",
  },
  SERVICE_UNAVAILABLE: {
    title: "中央服务目前无法响应。",
    advice: "重复操作前请先查看记录；同一请求不会重复处理。",
  },
  INVALID_CREDENTIALS: {
    title: "用户名或密码错误。",
    advice: "每次失败后，下一次尝试须等待更久。",
  },
  TOTP_REQUIRED: {
    title: "此账户需要验证码。",
    advice: "请输入验证器显示的六位数字。",
  },
  TOTP_INVALID: {
    title: "验证码错误或已被使用。",
    advice: "请等待下一个验证码再输入。",
  },
  TOKEN_EXPIRED: {
    title: "会话已超时。",
    advice: "请重新登录；凡有草稿之处，已输入的内容均已保留。",
  },
  TOKEN_INVALID: {
    title: "会话无效。",
    advice: "请重新登录。",
  },
  REFRESH_INVALID: {
    title: "会话无法延续。",
    advice: "请重新登录。",
  },
  REFRESH_REUSED: {
    title: "此会话曾在两处使用，已全部关闭。",
    advice: "请重新登录，并通知管理员。",
  },
  STEP_UP_FAILED: {
    title: "密码或验证码不正确。",
    advice: "未作任何处理。请重新输入。",
  },
  PERMISSION_DENIED: {
    title: "您没有执行此操作的权限。",
    advice: "请联系管理员。",
  },
  STEP_UP_REQUIRED: {
    title: "此操作须立即输入密码或验证码。",
    advice: "未作任何处理。请输入后重试。",
  },
  DEVICE_NOT_ENROLLED: {
    title: "此工作站尚未为您的账户登记。",
    advice: "请联系管理员。",
  },
  ACCOUNT_LOCKED: {
    title: "失败次数过多。",
    advice: "账户已暂时锁定；请等到所示时间。",
  },
  PASSWORD_WEAK: {
    title: "新密码过于简单。",
    advice: "请选用较长、且不在常见密码之列的密码。",
  },
  SELF_GRANT_FORBIDDEN: {
    title: "任何人不得更改或审批自己的权限。",
    advice: "请由另一名管理员处理。",
  },
  LAST_HOLDER: {
    title: "这是最后一个拥有该角色的账户。",
    advice: "请先将角色授予他人；未作任何更改。",
  },
  RIGHTS_CONFLICT: {
    title: "这些权限不能同属一个账户。",
    advice: "未作任何更改。请参阅原因后另选。",
  },
  RIGHTS_STATE: {
    title: "此权限变更已有决定，或该账户另有变更待决。",
    advice: "请重新查看该账户。",
  },
  ALREADY_GRANTED: {
    title: "您已拥有此权限。",
    advice: "如页面仍显示没有权限，请重新登录。",
  },
  DUPLICATE_REQUEST: {
    title: "相同的请求已存在。",
    advice: "没有新增任何内容。",
  },
  APPLICATION_STATE: {
    title: "申请的状态已与显示的不同。",
    advice: "未作任何处理。请重新查看。",
  },
  APPLICATION_NOT_DELETABLE: {
    title: "此申请已不能删除。",
    advice: "已发现转账或其记录状态已变；未作任何处理。",
  },
  DEPOSIT_STATE: {
    title: "记录的状态已与显示的不同。",
    advice: "未作任何处理。请重新查看。",
  },
  WORK_CLAIMED: {
    title: "此记录正由他人处理。",
    advice: "未作任何更改。请与对方联系，或注明原因后接手。",
  },
  DEPOSIT_NOT_CANCELLABLE: {
    title: "只有“钱包地址验证中”的记录可以取消。",
    advice: "未作任何处理；记录状态已变。",
  },
  CHECKS_NOT_PASSED: {
    title: "此记录受阻的原因不只是金额。",
    advice: "未作任何处理；请先解决其他原因，或将款项入暂记账以便退款。",
  },
  TRANSFER_SEEN: {
    title: "您确认期间发现了转账。",
    advice: "未作任何处理；记录会自动继续。",
  },
  CHAIN_UNAVAILABLE: {
    title: "无法查询区块链。",
    advice: "此操作必须在执行当刻查询区块链，因此未作任何处理。请稍后再试。",
  },
  ADDRESS_INVALID: {
    title: "这不是有效地址。",
    advice: "地址须为 0x 加 40 个十六进制数字。",
  },
  ADDRESS_CHECKSUM_INVALID: {
    title: "地址有输入错误。",
    advice: "大小写字母与校验不符；请从来源重新复制。",
  },
  ADDRESS_FORBIDDEN: {
    title: "转至此地址的款项将会损失。",
    advice: "这是零地址、销毁地址或系统地址，绝不能使用。",
  },
  ADDRESS_STATE: {
    title: "地址的状态已与显示的不同。",
    advice: "未作任何处理。请重新查看。",
  },
  SIGNATURE_MISMATCH: {
    title: "签名并非出自此钱包。",
    advice: "证明失败；请重新开始，并请客户签署新的文字。",
  },
  CHALLENGE_USED: {
    title: "此项证明已经结束。",
    advice: "请重新开始。",
  },
  CHALLENGE_EXPIRED: {
    title: "回复已超过此项证明的时限。",
    advice: "请重新开始。",
  },
  WRONG_SENDER: {
    title: "款项来自另一钱包。",
    advice: "证明失败；请重新开始。",
  },
  WRONG_AMOUNT: {
    title: "付款金额与要求不符。",
    advice: "证明失败；请重新开始。",
  },
  DEPOSIT_NOT_CREDITED: {
    title: "只有“已入账”的记录可以退款。",
    advice: "未作任何处理；记录现为另一状态。",
  },
  REFUND_ALREADY_OPEN: {
    title: "此记录已有退款进行中。",
    advice: "没有新增任何内容；请打开进行中的退款。",
  },
  REFUND_STATE: {
    title: "退款的状态已与显示的不同。",
    advice: "未作任何处理。请重新查看。",
  },
  REFUND_DISABLED: {
    title: "此币种的退款已停用。",
    advice: "未作任何处理。请向负责币种设置的同事查询。",
  },
  REFUND_ADDRESS_NOT_VERIFIED: {
    title: "退款地址尚未验证。",
    advice: "未作任何处理。请先验证地址。",
  },
  ADDRESS_NOT_THIS_CUSTOMER: {
    title: "退款地址属于另一客户。",
    advice: "未作任何处理。请选择此客户的已验证地址。",
  },
  ADDRESS_IN_COOLDOWN: {
    title: "地址验证时间过近。",
    advice: "未作任何处理。请等待冷静期结束。",
  },
  NETWORK_MISMATCH: {
    title: "网络与存入时不同。",
    advice: "未作任何处理。退款须经原网络退回。",
  },
  AMOUNT_INVALID: {
    title: "金额不正确。",
    advice: "请输入大于零的数字，以点作小数点，例如 1250.5。",
  },
  AMOUNT_EXCEEDS_DEPOSIT: {
    title: "金额超过存入金额。",
    advice: "未作任何处理。请改为不高于存入金额。",
  },
  ADJUSTMENT_REASON_REQUIRED: {
    title: "金额与存入金额不同，但未注明原因。",
    advice: "请注明调整原因。",
  },
  REMAINDER_REQUIRED: {
    title: "部分存入款项将会留下。",
    advice: "请注明剩余金额如何处理。",
  },
  IDENTITY_CHECK_INCOMPLETE: {
    title: "身份核查尚未完成。",
    advice: "请回答清单上的每一项。",
  },
  SCREENING_LIST_STALE: {
    title: "筛查名单已超过使用期限。",
    advice: "没有付款。请在“筛查”页导入并批准较新的名单，然后再执行。",
  },
  SCREENING_LIST_MISSING: {
    title: "没有生效的筛查名单。",
    advice: "未作任何处理。请在“筛查”页导入并批准名单，然后再试。",
  },
  SCREENING_HIT: {
    title: "筛查发现相符项目。",
    advice: "未作任何处理。如何继续由合规部门决定。",
  },
  SELF_APPROVAL_FORBIDDEN: {
    title: "这是您自己的申请。",
    advice: "须由另一名主管决定。",
  },
  ALREADY_DECIDED: {
    title: "您已作出决定。",
    advice: "须由另一名主管决定。",
  },
  INTENT_MISMATCH: {
    title: "退款内容已与显示的不同。",
    advice: "未作任何处理。请从头重新查阅。",
  },
  SIGNATURE_INVALID: {
    title: "签名不符。",
    advice: "未作任何处理。请报告代码；切勿尝试其他方法。",
  },
  DEVICE_KEY_UNKNOWN: {
    title: "此工作站的审批密钥未获登记。",
    advice: "未作任何处理。请先登记密钥并由他人确认。",
  },
  DEVICE_KEY_STATE: {
    title: "审批密钥未启用。",
    advice: "未作任何处理。请由另一名主管确认。",
  },
  SELF_ENDORSEMENT_FORBIDDEN: {
    title: "这是您自己的密钥。",
    advice: "须由另一名主管确认。",
  },
  APPROVAL_EXPIRED: {
    title: "批准已过期。",
    advice: "没有付款。须重新申请退款。",
  },
  EXECUTOR_IS_REQUESTER: {
    title: "这是您自己的申请。",
    advice: "须由另一人执行。没有付款。",
  },
  EXECUTOR_IS_APPROVER: {
    title: "这笔大额退款由您批准。",
    advice: "须由第三人执行。没有付款。",
  },
  REFUND_CLAIMED: {
    title: "此退款正由他人执行。",
    advice: "您没有作出任何付款。请等待对方释放认领。",
  },
  LEASE_LOST: {
    title: "您的认领已过期。",
    advice: "请查看退款：如已登记签名，会自动继续；否则请重新认领。",
  },
  SIGNER_NOT_APPROVED: {
    title: "此签名密钥未获批准付款。",
    advice: "没有付款。须由主管批准密钥。",
  },
  SIGNER_STATE: {
    title: "签名密钥的状态已与显示的不同。",
    advice: "未作任何处理。请重新查看。",
  },
  SIGNER_HAS_OPEN_SLOTS: {
    title: "此签名密钥有一笔较早的退款尚未完结。",
    advice: "没有付款。请先执行较早的退款；如该退款已结束，须作废其付款位，或停用该密钥。",
  },
  NONCE_AHEAD: {
    title: "付款密钥曾发出中央服务并不知悉的付款。",
    advice: "没有付款。服务可能曾由较旧的备份恢复：在两人将这些付款与退款逐一核对清楚之前，此网络不会作任何付款。",
  },
  CONFIGURATION_STATE: {
    title: "此版本的状态已与显示的不同，或另有提议待决。",
    advice: "未作任何更改。请重新查看页面。",
  },
  CONFIGURATION_UNSOUND: {
    title: "这些规则不能成立。",
    advice: "没有提出或批准任何内容。请参阅原因并更正。",
  },
  CODE_EXISTS: {
    title: "已有相同的代码或名称。",
    advice: "请修改现有的一项，或使用另一名称。",
  },
  CONTRACT_IMMUTABLE: {
    title: "币种的合约不可更改，因其记录以此为据。",
    advice: "请设置另一币种。",
  },
  DECIMALS_IMMUTABLE: {
    title: "币种的小数位不可更改，因其记录以此计算。",
    advice: "请设置另一币种。",
  },
  LIMITS_UNSOUND: {
    title: "这些限额互相矛盾。",
    advice: "没有提出任何内容。请参阅原因并更正。",
  },
  VELOCITY_CAP: {
    title: "此签名密钥已达今日限额。",
    advice: "没有付款。请于明日继续，或使用另一密钥。",
  },
  SIGNED_TX_MISMATCH: {
    title: "已签名的交易与批准内容不同，已被拒绝。",
    advice: "没有付款。请停止操作并报告代码。",
  },
  TX_HASH_MISMATCH: {
    title: "交易哈希值与登记的不同。",
    advice: "没有新增任何内容。请停止操作并报告代码。",
  },
  TX_MAY_STILL_CONFIRM: {
    title: "该付款仍可能到账。",
    advice: "再次付款可能造成重复付款，因此未作任何处理。请等待区块链结果。",
  },
  REORG_DETECTED: {
    title: "区块链发生重组。",
    advice: "未作任何处理。区块确认会由新区块起重新计算。",
  },
  CONFIRMATIONS_INSUFFICIENT: {
    title: "区块确认尚未足够。",
    advice: "未作任何处理。系统会自动继续。",
  },
  SYNC_RESET_REQUIRED: {
    title: "本机副本须重新建立。",
    advice: "程序会自动开始；所有数据仍保存于中央服务。",
  },
  CURSOR_INVALID: {
    title: "此列表变动过大，无法由此继续。",
    advice: "请从头重新加载。",
  },
  INPUT_INVALID: {
    title: "表单提交了程序不接受的内容。",
    advice: "未作任何处理。请更正下列字段。",
  },
  SENDER_REFUSED: {
    title: "请求来自错误的窗口，已被拒绝。",
    advice: "请重新启动程序并报告代码。",
  },
  NOT_SIGNED_IN: {
    title: "没有人登录。",
    advice: "请登录后继续。",
  },
  OFFLINE: {
    title: "未能连接至中央服务。",
    advice: "没有提交任何内容，也没有排队等候提交。请于连接后再试。",
  },
  TIMEOUT: {
    title: "未在时限内收到回复。",
    advice: "操作可能已完成，也可能未完成；请查看记录。重复同一请求并无风险。",
  },
  OFFLINE_ACCESS_OVER: {
    title: "未连接至中央服务时，不能再于本机查阅记录。",
    advice: "没有丢失任何数据；请连接并重新输入密码。",
  },
  RESPONSE_INVALID: {
    title: "中央服务的回复不符预期。",
    advice: "重复操作前请先查看记录，并报告代码。",
  },
  CONFIG_INVALID: {
    title: "本机设置无效。",
    advice: "请按消息更正 config.json 后重新启动。",
  },
  KEYCHAIN_UNAVAILABLE: {
    title: "本机的钥匙串无法使用。",
    advice: "请解锁钥匙串或重新登录桌面；程序不会在其他地方保存任何机密。",
  },
  KEYCHAIN_SECRET_MISSING: {
    title: "钥匙串内缺少一项机密。",
    advice: "请重新登录；签名密钥须由备份恢复。",
  },
  CACHE_KEY_WRONG: {
    title: "无法以密钥打开本机副本。",
    advice: "副本可以重新建立；所有数据仍保存于中央服务。",
  },
  CACHE_DAMAGED: {
    title: "本机副本已损坏。",
    advice: "副本可以重新建立；所有数据仍保存于中央服务。",
  },
  CACHE_FROM_FUTURE: {
    title: "本机副本由较新的版本建立。",
    advice: "请安装较新的版本，或重新建立副本。",
  },
  DISK_FULL: {
    title: "磁盘已满。",
    advice: "未作任何处理。请释放空间后再试。",
  },
  JOURNAL_UNAVAILABLE: {
    title: "本机的付款日志无法写入或不可信。",
    advice: "没有付款，在此事解决之前本机也不会签署任何内容：请勿移动该文件，并联系负责此计算机的同事，告知代码。",
  },
  NODE_UNREACHABLE: {
    title: "无法连接至区块链节点。",
    advice: "请稍后再试；已广播的付款会自动继续。",
  },
  NODE_QUORUM_LOST: {
    title: "区块链节点的回复不一致。",
    advice: "未作任何处理。请等待多数节点回复一致。",
  },
  NODE_WRONG_CHAIN: {
    title: "节点属于另一条链。",
    advice: "没有付款。请更正设置中的节点地址。",
  },
  FEE_ABOVE_CAP: {
    title: "网络费用高于已批准的上限。",
    advice: "没有付款。请等待费用回落，或申请批准新的上限。",
  },
  BALANCE_TOO_LOW: {
    title: "付款钱包余额不足。",
    advice: "没有付款。请安排补足资金，然后重新认领退款。",
  },
  SIMULATION_FAILED: {
    title: "此付款在链上将会失败。",
    advice: "没有付款。请参阅原因并核对地址。",
  },
  LOG_BROKEN: {
    title: "中央审计日志与本机所见的不同。",
    advice:
      "日志曾被截短、更改，或由较旧的备份恢复。没有付款；在合规部门将其后每笔付款与区块链核对之前，本机不会签署任何内容。",
  },
  REVIEW_CHANGED: {
    title: "您查阅的内容已改变。",
    advice: "没有付款。请返回重新查阅。",
  },
  REVIEW_NOT_CONFIRMED: {
    title: "最后 6 个字符与地址不符。",
    advice: "没有付款。请核对地址后重新输入。",
  },
  SIGNER_NOT_ENROLLED: {
    title: "此工作站没有您的签名密钥。",
    advice: "没有付款。请先登记密钥。",
  },
  SIGNER_PIN_WRONG: {
    title: "签名 PIN 错误。",
    advice: "没有付款。请重新输入；每次失败后，下一次尝试须等待更久。",
  },
  SIGNER_PIN_WEAK: {
    title: "此 PIN 过于容易猜中。",
    advice: "请选用至少六位、并非顺序或重复的数字。",
  },
  SIGNER_REFUSED: {
    title: "签名程序拒绝签名，因为付款与批准内容不符。",
    advice: "没有付款。请停止操作并报告代码。",
  },
  SIGNER_CRASHED: {
    title: "签名程序已停止。",
    advice: "如已登记签名，只会发送同一份已签名数据，绝不会产生第二笔付款。请查看退款。",
  },
  BROADCAST_UNKNOWN: {
    title: "广播结果不明。",
    advice: "已签名的付款可能已发出，也可能未发出。切勿另行申请退款；系统会重新发送同一份已签名数据。",
  },
};
