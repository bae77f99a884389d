export const commandIds = {
  copyTable: "quetelet:copy-table",
  openBuilder: "quetelet:open-builder",
  editInBuilder: "quetelet:edit-in-builder",
  doctor: "quetelet:doctor",
};
