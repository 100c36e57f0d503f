import { alarmPage } from '../../testing/alarm-page.ts';

export const page = alarmPage('RouteTableChanges');
